import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { judgeArtifact } from "../artifact/check-artifact.js";
import { readyNotes } from "../notes/notes.js";
import type { SymbolsFile } from "../ports.js";
import type { PlannedArtifact, PutRelease } from "../publishing/action.js";
import { afterPut } from "../publishing/after-put.js";
import { consoleWarnings, findSeen, isOnItsWay, lowCodeProblems, rolloutProblems, seenAs } from "../publishing/seen.js";
import { releasesOf, type SeenTrack } from "../publishing/see-tracks.js";
import { audienceOf, wantedOf } from "../publishing/wanted-of.js";
import type { UploadInput } from "./input.js";
import type { LocalArtifact } from "./local-artifact.js";

export interface UploadFacts {
  /** In the order of the input. */
  readonly local: readonly LocalArtifact[];
  readonly tracks: readonly SeenTrack[];
}

/** Facts → one release to be put on the track, or why not. Pure. */
export function plan(given: UploadInput, { local, tracks }: UploadFacts): Draft<PutRelease> {
  const { packageName, track, supersede, cancelReview } = given;
  const judged = local.map((artifact, index) => judge(artifact, given, index));
  const artifacts = judged.flatMap(({ planned }) => planned ?? []);
  const { notes, problems: noteProblems, warnings } = readyNotes(given.notes ?? {}, given.tooLong);
  const versionCodes = artifacts.map(({ versionCode }) => versionCode).sort((one, other) => one - other);
  const seen = releasesOf(tracks, track);
  const standing = findSeen(seen, versionCodes);
  const isThere = standing !== null && (given.status === "draft" || isOnItsWay(standing));
  const problems = [
    ...judged.flatMap((each) => each.problems),
    ...setProblems(artifacts),
    ...noteProblems,
    ...(artifacts.length === 0 || isThere ? [] : lowCodeProblems(tracks, versionCodes)),
    ...(given.status === "draft" || isThere ? [] : rolloutProblems(seen, versionCodes, supersede)),
  ];
  const wanted = wantedOf(given, versionCodes, given.notes === null ? null : notes);
  const action: PutRelease = {
    type: "put-release",
    summary: `Upload ${versionCodes.join(", ")} to ${track} of ${packageName}, for ${audienceOf(wanted)}`,
    packageName,
    track,
    ...wanted,
    artifacts,
    symbols: given.artifacts.flatMap((artifact, index) => symbolsOf(artifact, judged[index]?.planned)),
    carryFrom: null,
    before: seenAs(seen),
    after: afterPut(seen, wanted),
    isSeenWithoutEdit: true,
    supersede,
    cancelReview,
  };
  return {
    target: `${packageName}: ${track}`,
    actions: problems.length > 0 || isThere ? [] : [action],
    problems,
    warnings: [
      ...warnings,
      ...(isThere ? [contentUnseen(versionCodes, track), ...consoleWarnings(standing, track)] : []),
    ],
    facts: {
      artifacts: artifacts.map(({ path, size, sha256, versionCode }) => ({ path, size, sha256, versionCode })),
      tracks: tracks.map(({ name, releases }) => ({ name, releases: [...releases] })),
    },
  };
}

interface Judged {
  readonly planned?: PlannedArtifact;
  readonly problems: readonly Problem[];
}

function judge({ path, sha256, read }: LocalArtifact, given: UploadInput, index: number): Judged {
  const { kind, versionCode, problems } = judgeArtifact(read, {
    packageName: given.packageName,
    versionName: given.versionName ?? undefined,
    versionCode: given.artifacts[index]?.versionCode ?? undefined,
    certificateSha256: given.certificateSha256 ?? undefined,
  });
  const named = problems.map((problem) => ({ ...problem, message: `${path}: ${problem.message}` }));
  if (kind === null || kind === "apks" || versionCode === null) return { problems: named };
  return { planned: { kind, path, size: read.size, sha256, versionCode }, problems: named };
}

function setProblems(artifacts: readonly PlannedArtifact[]): readonly Problem[] {
  const twice = artifacts.filter(
    ({ versionCode }, index) => artifacts.findIndex((other) => other.versionCode === versionCode) !== index,
  );
  const bundles = artifacts.filter(({ kind }) => kind === "aab").length;
  return [
    ...twice.map(({ path, versionCode }) => ({
      code: "ERR_VERSION_CODE_TWICE",
      message: `${path} has the version code ${versionCode} of another file.`,
      hint: "Each APK of a release needs a version code of its own; a bundle needs no others beside it.",
    })),
    ...(bundles > 0 && artifacts.length > 1
      ? [
          {
            code: "ERR_ARTIFACT_MIXED",
            message: "A release is one bundle, or APKs, not both.",
            hint: "Give the bundle alone.",
          },
        ]
      : []),
  ];
}

type Given = UploadInput["artifacts"][number];

const symbolsOf = ({ mapping, nativeSymbols }: Given, planned: PlannedArtifact | undefined): readonly SymbolsFile[] => {
  if (planned === undefined) return [];
  const { versionCode } = planned;
  return [
    ...(mapping === null ? [] : [{ kind: "proguard" as const, path: mapping, versionCode }]),
    ...(nativeSymbols === null ? [] : [{ kind: "nativeCode" as const, path: nativeSymbols, versionCode }]),
  ];
};

const contentUnseen = (versionCodes: readonly number[], track: string): Warning => ({
  code: "content-unseen",
  message: `${versionCodes.join(", ")} is on ${track} already; whether it is this very file, and which share of users has it, cannot be seen without an edit.`,
  hint: "If it was built again since, take a higher version code; for another share, change the rollout.",
});
