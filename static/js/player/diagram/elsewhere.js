import { labelAt } from "../words.js";

/** @import {EnabledRecord, PlayerFrame} from "../../protocol.js" */
/** @import {SeenArrow} from "../perspective/seen-diagram.js" */
/** @import {SeenView} from "../perspective/perspective.js" */
/** @import {Prospect} from "./faults.js" */
/** @import {Handle} from "./handles.js" */

/** What can happen at a step of the run on show. @typedef {{record: EnabledRecord, frame: PlayerFrame}} Offer */

/** How many events of other steps are offered at most. */
const OFFERED = 6;

/**
 * What can happen to something, at the step on show and, where nothing can happen to it there, at other steps of this run. Of these, each event is
 * offered at the first step at which it can happen, and not where it happens in this run anyway.
 * @param {Handle} handle
 * @param {SeenView} view
 * @param {Prospect} prospect what can happen at the step on show
 * @param {number} step the one on show
 * @returns {Offer[]}
 */
export function offersFor(handle, view, prospect, step) {
  const { frames, ended } = view;
  /** @param {PlayerFrame | undefined} frame @param {readonly EnabledRecord[]} records @returns {Offer[]} */
  const at = (frame, records) => (frame === undefined ? [] : records.map((record) => ({ record, frame })));
  if (handle.kind === "place" || prospect.options.length > 0) return at(frames[handle.step ?? step], prospect.options);
  const arrow = handle.kind === "message" ? ended.diagram.arrows[handle.index] : undefined;
  const name = ended.diagram.lanes[handle.lane]?.name;
  const other = arrow === undefined ? frames.slice(step + 1) : flightOf(arrow, frames);
  const all = other.flatMap((frame) =>
    at(
      frame,
      frame.enabled.filter(
        (record) =>
          record.index !== ended.choices[frame.step] &&
          (arrow === undefined ? record.process === name && record.message === null : record.message === arrow.id),
      ),
    ),
  );
  return all.filter(({ record }, place) => all.findIndex((one) => one.record.label === record.label) === place).slice(0, OFFERED);
}

/** The frames in which a message is on its way; none where its end cannot be known. @param {SeenArrow} arrow @param {readonly PlayerFrame[]} frames */
function flightOf({ sent_step, end_step, unknown }, frames) {
  return unknown ? [] : frames.slice(sent_step, end_step ?? frames.length);
}

/**
 * What can happen to a process at the step at which its line was pressed.
 * @param {Handle} handle of a place
 * @param {SeenView} view
 * @returns {Prospect}
 */
export function placeProspect({ lane, step = 0 }, { frames, ended }) {
  const { lanes } = ended.diagram;
  const options = (frames[step]?.enabled ?? []).filter(({ process }) => process === lanes[lane]?.name);
  const standing = options.length > 0 ? "" : "Nothing can happen to it at this step.";
  return { title: `${labelAt(lanes, lane)} at step ${step}`, standing, options, jumps: [{ label: "Show", step }] };
}
