/** The presentation attributes that are written into a picture. */
const LOOKS = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "opacity"],
  ...["font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order", "display", "visibility"],
];
const SVG = "http://www.w3.org/2000/svg";
/** Elements for interaction, which are not part of the picture. */
const TOOLS = ".sp-hit, foreignObject, script, [aria-hidden='true']:empty";

/**
 * Export the space-time diagram of a player as a standalone SVG: colours, fonts and a white background are written into it.
 * @param {Element} player
 * @param {{title: string, text: string}} words what the picture is called, and what a screen reader says of it
 * @returns {{text: string, width: number, height: number} | null} null while nothing is drawn
 */
export function picture(player, { title, text }) {
  const names = player.querySelector("svg.sp-names");
  const run = player.querySelector("svg.sp-run");
  if (!(names instanceof SVGSVGElement) || !(run instanceof SVGSVGElement)) return null;
  const margin = sizeOf(names).width;
  const width = margin + sizeOf(run).width;
  const { height } = sizeOf(run);
  const whole = element("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  whole.append(element("title", {}, title), element("desc", {}, text), element("rect", { width, height, fill: "#ffffff" }));
  for (const [part, x] of /** @type {const} */ ([
    [names, 0],
    [run, margin],
  ])) {
    const group = element("g", { transform: `translate(${x} 0)` });
    group.append(...inLight(player, part).childNodes);
    whole.append(group);
  }
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

/**
 * Copy a drawing with its computed styles written into it, in the light theme whatever the page's theme is.
 * @param {Element} player
 * @param {SVGSVGElement} drawing
 */
function inLight(player, drawing) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const stage = document.createElement("div");
  stage.className = "sp-hidden sp-developing";
  stage.append(copy);
  // Inside the player, where its style sheets apply.
  player.append(stage);
  for (const tool of copy.querySelectorAll(TOOLS)) tool.remove();
  // Read all styles before changing anything: they are inherited.
  const looks = [...copy.querySelectorAll("*")].map((one) => /** @type {const} */ ([one, looksOf(one)]));
  stage.remove();
  for (const [one, look] of looks) develop(one, look);
  strip(copy);
  return copy;
}

/** @param {Element} one @returns {[string, string][]} */
function looksOf(one) {
  if (one.closest("defs, title, desc") !== null && one.closest("pattern") === null) return [];
  const style = getComputedStyle(one);
  return LOOKS.map((look) => /** @type {[string, string]} */ ([look, style.getPropertyValue(look).replaceAll('"', "'")])).filter(
    ([look, value]) => value !== "" && value !== INITIAL[look],
  );
}

/** @param {Element} one @param {[string, string][]} looks */
function develop(one, looks) {
  strip(one);
  for (const name of one.getAttributeNames()) {
    const own = name === "id" && one.closest("defs") !== null;
    if (!own && /^(class|style|tabindex|role|id|data-|aria-)/.test(name)) one.removeAttribute(name);
  }
  for (const [look, value] of looks) one.setAttribute(look, value);
}

/** @param {Element} one its comments are notes of the template that made it */
function strip(one) {
  for (const node of [...one.childNodes]) if (node.nodeType === Node.COMMENT_NODE) node.remove();
}

/** Initial values, which need not be written. @type {Readonly<Record<string, string>>} */
const INITIAL = {
  ...{ "fill-opacity": "1", "stroke-opacity": "1", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", opacity: "1" },
  ...{ "font-style": "normal", "text-anchor": "start", "paint-order": "normal", display: "inline", visibility: "visible" },
};

/** @param {SVGSVGElement} drawing */
function sizeOf(drawing) {
  return { width: drawing.width.baseVal.value, height: drawing.height.baseVal.value };
}

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * Render the picture as PNG.
 * @param {{text: string, width: number, height: number}} drawn
 * @param {number} scale device pixels to a CSS pixel
 * @returns {Promise<Blob | null>} null where the browser cannot draw that much
 */
export async function toPng({ text, width, height }, scale) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}
