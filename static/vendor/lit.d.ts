// Written by scripts/vendor.py: the types of lit.js, from the package that it is made of.
export * from "../../node_modules/lit/index.js";
export { classMap } from "../../node_modules/lit/directives/class-map.js";
export { guard } from "../../node_modules/lit/directives/guard.js";
export { ifDefined } from "../../node_modules/lit/directives/if-defined.js";
export { keyed } from "../../node_modules/lit/directives/keyed.js";
export { live } from "../../node_modules/lit/directives/live.js";
export { createRef, ref } from "../../node_modules/lit/directives/ref.js";
export { repeat } from "../../node_modules/lit/directives/repeat.js";
