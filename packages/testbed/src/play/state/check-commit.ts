import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import type { CommitChoice } from "./edits.js";
import type { AppRecord, EditRecord, PlayRelease } from "./records.js";
import { isInReview } from "./review.js";
import type { PlayState } from "./play-state.js";

const NOTES_LIMIT = 500;

/** What Play looks at when an edit is validated or committed. @throws Refusal */
export function checkCommit(state: PlayState, edit: EditRecord, choice: CommitChoice | null): void {
  const app = state.app(edit.packageName);
  const now = state.now().getTime();
  if (edit.artifacts.some(({ readyAt }) => readyAt > now)) throw new Refusal(REFUSALS["still-processing"]);
  const releases = [...edit.tracks].flatMap(([track, list]) => changedReleases(app, track, list));
  for (const release of releases) {
    checkNotes(release);
    if (app.draft && release.status !== "draft") throw new Refusal(REFUSALS["draft-app"]);
  }
  if (choice === null) return;
  if (app.sends === "by-hand" && !choice.holdReview) throw new Refusal(REFUSALS["review-by-hand"]);
  if (app.sends === "automatic" && choice.holdReview) throw new Refusal(REFUSALS["review-automatic"]);
  if (choice.inReview === "error" && isInReview(app)) throw new Refusal(REFUSALS["review-running"]);
}

const changedReleases = (app: AppRecord, track: string, releases: readonly PlayRelease[]): PlayRelease[] => {
  const before = new Set((app.tracks.get(track) ?? []).map((each) => JSON.stringify(each)));
  return releases.filter((release) => !before.has(JSON.stringify(release)));
};

/** Told only now, after the upload, and as a missing permission: keyman#5533. */
function checkNotes({ releaseNotes = [] }: PlayRelease): void {
  for (const { language, text } of releaseNotes) {
    const { length } = [...text];
    if (length <= NOTES_LIMIT) continue;
    const message = `The release created has notes in language ${language} with length ${length}, which is too long (max: ${NOTES_LIMIT}).`;
    throw new Refusal({ ...REFUSALS["notes-too-long"], message });
  }
}
