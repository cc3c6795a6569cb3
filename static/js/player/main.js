// The elements that a page may hold.
import "./compare.js";
import "./sim-player.js";
