import { SPACE_TIME } from "../panels/stage.js";
import { inWords } from "../words.js";
import { seenDiagram } from "./seen-diagram.js";
import { seenPanel } from "./seen-panels.js";

/** @import {Diagram, EventRecord, Lane, PlayerFrame} from "../../protocol.js" */
/** @import {View} from "../run/session.js" */

/**
 * A run as one process sees it. `whole`: the diagram of the whole run, by which it is laid out, so that nothing moves when it is hidden.
 * @typedef {View & {seenBy?: Lane, whole?: Diagram}} SeenView
 */

/** Stands for an event that the process cannot see. @type {EventRecord} */
const UNSEEN = { kind: "unseen", process: "", label: "", fault: false };

/**
 * The processes whose view of a run can be shown: none where the stage is no diagram, or where nobody else is there.
 * @param {View} view
 * @returns {readonly Lane[]}
 */
export function processesOf({ opened, ended }) {
  const lanes = ended.diagram.lanes.filter(({ kind }) => kind === "process");
  return opened.stage === SPACE_TIME && lanes.length > 1 ? lanes : [];
}

/**
 * What is said of a step at which a process sees nothing.
 * @param {Pick<Lane, "name" | "label">} lane
 */
export function nothingSeen(lane) {
  return `Nothing that ${inWords(lane)} can see happens.`;
}

/**
 * Leave in a run what one process can know of it: its own events, its messages, its own state.
 * @param {View} view
 * @param {string} process its name; the whole run for any other text
 * @returns {SeenView}
 */
export function seenBy(view, process) {
  const lane = processesOf(view).find(({ name }) => name === process);
  if (lane === undefined) return view;
  const frames = view.frames.map((frame) => seenFrame(frame, lane));
  const diagram = seenDiagram(view.ended.diagram, lane);
  return { opened: view.opened, frames, ended: { ...view.ended, outcome: null, properties: [], diagram }, seenBy: lane, whole: view.ended.diagram };
}

/** @param {PlayerFrame} frame @param {Lane} lane @returns {PlayerFrame} */
function seenFrame(frame, lane) {
  const said = frame.local[lane.name];
  return {
    ...frame,
    event: frame.event === null ? null : said === undefined ? UNSEEN : ownEvent(frame.event, lane),
    narration: said ?? nothingSeen(lane),
    properties: [],
    panels: frame.panels.map((panel) => seenPanel(panel, lane)),
    outcome: null,
  };
}

/** Its own event, without its label: that may say what the process cannot know. @param {EventRecord} event @param {Lane} lane @returns {EventRecord} */
function ownEvent({ kind, process, fault }, { name }) {
  return { kind, process: name, label: "own event", fault: fault && kind === "crash" && process === name };
}

/** Through whose eyes a run is shown; remembers the last run that it hid something of. */
export class Perspective {
  /** @param {string} process "" for the whole run */
  constructor(process) {
    this.process = process;
    /** Whether nothing can be chosen here, so that nothing is offered. */
    this.fixed = false;
    /** @type {{view: View, process: string, seen: SeenView} | null} */
    this.known = null;
  }

  /** What a link has to say of it. */
  get asked() {
    return this.process === "" ? {} : { seenBy: this.process };
  }

  /** @param {View} view @returns {SeenView} */
  of(view) {
    const { process } = this;
    if (this.known?.view !== view || this.known.process !== process) {
      const seen = seenBy(view, process);
      this.known = { view, process, seen: this.fixed ? { ...seen, frames: seen.frames.map((frame) => ({ ...frame, enabled: [] })) } : seen };
    }
    return this.known.seen;
  }
}
