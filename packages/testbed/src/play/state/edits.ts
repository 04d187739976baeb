import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import { deadProblem } from "./edit-problems.js";
import { checkCommit } from "./check-commit.js";
import type { AppRecord, ArtifactRecord, EditRecord } from "./records.js";
import { sendForReview } from "./review.js";
import type { PlayState } from "./play-state.js";

/** Opens an edit. The one that the same account had on the app ends. */
export function openEdit(state: PlayState, account: string, app: AppRecord): EditRecord {
  endEdits(state, app.packageName, (edit) => edit.account === account);
  const edit: EditRecord = {
    id: state.nextId(),
    account,
    packageName: app.packageName,
    expiresAt: state.now().getTime() + state.editLifetimeMs,
    state: "open",
    tracks: new Map(app.tracks),
    artifacts: [],
  };
  state.edits.set(edit.id, edit);
  return edit;
}

/** Ends open edits of an app, as a commit or a change in the Console does. */
export function endEdits(state: PlayState, packageName: string, which: (edit: EditRecord) => boolean): void {
  for (const edit of state.edits.values()) {
    if (edit.packageName === packageName && edit.state === "open" && which(edit)) edit.state = "deleted";
  }
}

/** The open edit of a path. Other accounts do not see it. @throws Refusal 404 or 400 */
export function openEditOf(state: PlayState, account: string, packageName: string, id: string): EditRecord {
  const edit = state.edits.get(id);
  if (edit === undefined || edit.packageName !== packageName || edit.account !== account) {
    throw new Refusal(REFUSALS["edit-unknown"]);
  }
  const problem = deadProblem(edit, state.now());
  if (problem !== null) throw new Refusal(problem);
  return edit;
}

/** Those of the library and of the edit, processed ones only. */
export function listedArtifacts(state: PlayState, edit: EditRecord): ArtifactRecord[] {
  const now = state.now().getTime();
  return allArtifacts(state, edit).filter(({ readyAt }) => readyAt <= now);
}

export const allArtifacts = (state: PlayState, edit: EditRecord): ArtifactRecord[] => [
  ...state.app(edit.packageName).library,
  ...edit.artifacts,
];

export interface CommitChoice {
  readonly inReview: "cancel" | "error";
  readonly holdReview: boolean;
}

/** Makes the edit real and ends all others of the app. @throws Refusal when Play would not; the edit lives on then */
export function commitEdit(state: PlayState, edit: EditRecord, choice: CommitChoice): void {
  const app = state.app(edit.packageName);
  checkCommit(state, edit, choice);
  sendForReview(app, edit.tracks, choice.holdReview);
  app.tracks = new Map(edit.tracks);
  app.library.push(...edit.artifacts);
  app.commits += 1;
  edit.state = "committed";
  endEdits(state, app.packageName, () => true);
}
