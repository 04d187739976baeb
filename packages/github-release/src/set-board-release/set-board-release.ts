import { defineOperation } from "@signalbox/release-core";
import type { BoardPorts } from "../board/ports.js";
import type { SetReleaseAction, SetReleaseResult } from "./action.js";
import { input } from "./input.js";
import { inspect, type SetReleaseFacts } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Marks a release as active on its board, or takes the mark off: the word stands in the description of the field's option.
 *
 * `manual` (the default) plans one step for a person and answers `pending` until it is done: GitHub can change one
 * description only by replacing all options, which once lost every card's value
 * (https://github.com/modelcontextprotocol/inspector/issues/1823). `options` does that: each option goes back with its
 * id, every item's value is remembered before (in the checkpoint, so that a run which dies goes on), compared after, and
 * given back where it is lost.
 */
export const setBoardRelease = defineOperation<
  BoardPorts,
  typeof input,
  SetReleaseFacts,
  SetReleaseAction,
  SetReleaseResult
>({
  kind: "set-board-release",
  input,
  inspect,
  plan,
  perform,
});
