// The elements that a page may hold.
import "./compare/sim-compare.js";
import "./sim-player.js";
