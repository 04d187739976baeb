import { Refusal, type RefusalFields } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import { PLAY_LANGUAGES } from "./languages.js";
import type { PlayRelease } from "./records.js";

/** What a track update is held against. */
export interface TrackBase {
  readonly track: string;
  /** The releases that users have. */
  readonly live: readonly PlayRelease[];
  /** Codes that may be used: library and edit. */
  readonly codes: ReadonlySet<string>;
}

/** The rules of `TrackRelease`, for the whole list that replaces the releases of a track. @throws Refusal */
export function checkTrack(base: TrackBase, releases: readonly PlayRelease[]): void {
  const problem = releases.map((release) => releaseProblem(base, release)).find((each) => each !== null);
  if (problem !== undefined && problem !== null) throw new Refusal(problem);
  if (releases.filter(({ status }) => status === "completed").length > 1) throw new Refusal(REFUSALS["one-completed"]);
}

function releaseProblem(base: TrackBase, release: PlayRelease): RefusalFields | null {
  const { status, userFraction, versionCodes = [] } = release;
  const unknown = versionCodes.find((code) => !base.codes.has(code));
  if (unknown !== undefined) return { ...REFUSALS["code-unknown"], message: `Version code ${unknown} does not exist.` };
  return (
    fractionProblem(status, userFraction) ??
    changeProblem(base, release) ??
    placeProblem(base, release) ??
    languageProblem(release)
  );
}

function fractionProblem(status: PlayRelease["status"], fraction: number | undefined): RefusalFields | null {
  if (fraction !== undefined && fraction >= 1) return REFUSALS["fraction-too-high"];
  if (status === "inProgress" && !(fraction !== undefined && fraction > 0)) return REFUSALS["fraction-missing"];
  const message = "A user fraction is only for releases that are in progress or halted.";
  return fraction !== undefined && (status === "draft" || status === "completed")
    ? { ...REFUSALS.invalid, message }
    : null;
}

/** Against the same release as users have it: a share does not shrink, a priority does not change. */
function changeProblem({ live }: TrackBase, release: PlayRelease): RefusalFields | null {
  const codes = [...(release.versionCodes ?? [])].sort().join(",");
  const before = live.find((each) => [...(each.versionCodes ?? [])].sort().join(",") === codes);
  if (before === undefined || before.status === "draft") return null;
  if (release.userFraction !== undefined && (before.userFraction ?? 1) > release.userFraction) {
    return REFUSALS["fraction-lowered"];
  }
  const priority = release.inAppUpdatePriority ?? 0;
  return priority === (before.inAppUpdatePriority ?? 0) ? null : REFUSALS["priority-fixed"];
}

function placeProblem({ track, live }: TrackBase, release: PlayRelease): RefusalFields | null {
  const { status, countryTargeting, inAppUpdatePriority = 0 } = release;
  if (countryTargeting !== undefined && (track !== "production" || status !== "inProgress")) {
    return REFUSALS["countries-not-here"];
  }
  if (inAppUpdatePriority < 0 || inAppUpdatePriority > 5) return REFUSALS.invalid;
  const first = live.every((each) => each.status === "draft");
  return status === "inProgress" && first ? REFUSALS["first-staged"] : null;
}

function languageProblem({ releaseNotes = [] }: PlayRelease): RefusalFields | null {
  const unknown = releaseNotes.find(({ language }) => !PLAY_LANGUAGES.has(language));
  return unknown === undefined
    ? null
    : { ...REFUSALS["language-unknown"], message: `Invalid language: ${unknown.language}.` };
}
