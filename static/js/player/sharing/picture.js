/** What gives a shape its look; everything else of a style sheet does not matter outside the page. */
const LOOKS = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "opacity"],
  ...["font-family", "font-size", "font-weight", "font-style", "text-anchor", "paint-order", "display", "visibility"],
];
const SVG = "http://www.w3.org/2000/svg";
/** What is there for the pointer, the keyboard or the step on show, and no part of the picture. */
const TOOLS = ".sp-hit, foreignObject, script, [aria-hidden='true']:empty";

/**
 * The space-time diagram of a player as a picture of its own: colours, fonts and a white ground written into it.
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
 * A copy of a drawing with its looks written into it, as they are on white paper whatever the page's colours are now.
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
  // All looks first: they are inherited, and a part that has lost its class already would pass on another.
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

/** What holds where nothing is said. @type {Readonly<Record<string, string>>} */
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
 * The same picture in dots, so many to a pixel.
 * @param {{text: string, width: number, height: number}} drawn
 * @param {number} scale
 * @returns {Promise<Blob | null>} null where the browser cannot draw that much
 */
export async function inDots({ text, width, height }, scale) {
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
