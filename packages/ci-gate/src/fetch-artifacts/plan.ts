import type { Draft, Problem } from "@signalbox/release-core";
import type { BuildLook } from "../builds/newest-builds.js";
import { isProblem, theOne } from "../builds/problems.js";
import type { Artifact, Build } from "../builds/ports.js";
import { askedFor, listed, titleOf } from "../builds/wording.js";
import { matchesName } from "../name-pattern.js";
import type { FetchArtifact } from "./action.js";
import type { FetchInput } from "./input.js";
import { chosen, fileOf, isThere, type StandingFile } from "./standing-file.js";

export interface FetchFacts {
  /** ISO time. */
  readonly now: string;
  readonly looks: readonly BuildLook[];
  /** All of the one build that is meant. */
  readonly artifacts: readonly Artifact[];
  /** By path: what lies where chosen ones would go. */
  readonly files: Readonly<Record<string, StandingFile>>;
}

/** Facts → the files to fetch, or none. Pure. */
export function plan(given: FetchInput, { now, looks, artifacts, files }: FetchFacts): Draft<FetchArtifact> {
  const target = `${given.repository}: ${askedFor(given)} → ${given.folder}`;
  const look = theOne(given, looks);
  if (isProblem(look)) return { target, actions: [], problems: [look] };
  const { build } = look;
  const wanted = chosen(given, artifacts);
  const facts = { build, artifacts: wanted.map(({ path, size, digest }) => ({ path, size, digest })) };
  const lines = wanted.map((artifact) => ({ artifact, file: fileOf(given, artifact) ?? "" }));
  const left = lines.filter(({ artifact, file }) => !isThere(files[file] ?? EMPTY, build, artifact));
  const problems = [
    ...unpassed(given, look),
    ...missing(given, build, wanted, artifacts),
    ...misnamed(lines),
    ...left.flatMap(({ artifact, file }) => unfit(given, artifact, { file, ...(files[file] ?? EMPTY) }, now)),
  ];
  const actions = left.map(({ artifact, file }): FetchArtifact => {
    const size = artifact.size === null ? "" : ` (${artifact.size} bytes)`;
    return {
      type: "fetch-artifact",
      summary: `Fetch ${artifact.path}${size} of ${titleOf(build)} at ${build.commit.slice(0, 10)} to ${file} (build ${build.id})`,
      repository: given.repository,
      build: { id: build.id, attempt: build.attempt },
      artifact,
      file,
      before: files[file]?.content?.sha256 ?? null,
    };
  });
  return { target, actions: problems.length > 0 ? [] : actions, problems, facts };
}

const EMPTY: StandingFile = { content: null, record: null };

/** What a job left behind that did not pass may be half of it. */
function unpassed({ job }: FetchInput, { build, jobs }: BuildLook): readonly Problem[] {
  const named = job === undefined ? [] : jobs.filter(({ name }) => matchesName(job, name));
  const states = job === undefined ? [build.state] : named.map(({ state }) => state);
  if (states.length > 0 && states.every((state) => state === "passed")) return [];
  const what = job === undefined ? "it" : named.length === 0 ? `the job ${job}` : listed(named.map(({ name }) => name));
  return [
    {
      code: "ERR_CI_JOBS_NOT_PASSED",
      message: `${titleOf(build)} at ${build.commit.slice(0, 10)}: ${what} did not pass (${listed(states) || "not there"}).`,
      hint: "Wait for it with the gate `build-passing`; of a build that is held for ever name the `job`.",
    },
  ];
}

function missing(
  { paths }: FetchInput,
  build: Build,
  wanted: readonly Artifact[],
  all: readonly Artifact[],
): readonly Problem[] {
  const unmatched = paths.filter((pattern) => !wanted.some(({ path }) => matchesName(pattern, path)));
  if (unmatched.length === 0) return [];
  const there = all.map(({ path, job }) => (job === null ? path : `${path} (${job})`));
  return [
    {
      code: "ERR_CI_NO_ARTIFACT",
      message: `${titleOf(build)} at ${build.commit.slice(0, 10)} kept no ${listed(unmatched)}.`,
      hint:
        there.length === 0
          ? "It kept nothing, or CI has deleted it: `signalbox ci rerun` makes it again."
          : `It kept ${listed(there.slice(0, 10))}${there.length > 10 ? ` and ${there.length - 10} more` : ""}.`,
    },
  ];
}

function misnamed(lines: readonly { readonly artifact: Artifact; readonly file: string }[]): readonly Problem[] {
  return lines
    .filter(({ file }, index) => file === "" || lines.findIndex((other) => other.file === file) < index)
    .map(({ artifact, file }) => ({
      code: "ERR_CI_ARTIFACT_NAME",
      message:
        file === ""
          ? `${JSON.stringify(artifact.path)} does not end in a plain name of a file.`
          : `Two artifacts would both be ${file}; one of them is ${artifact.path}.`,
      hint: "Name fewer: by `job`, or by a longer path.",
    }));
}

function unfit(
  { maxBytes }: FetchInput,
  { path, size, expiresAt }: Artifact,
  { file, content, record }: StandingFile & { readonly file: string },
  now: string,
): readonly Problem[] {
  const problem = (code: string, message: string, hint: string): Problem => ({ code, message, hint });
  return [
    ...(expiresAt !== null && Date.parse(expiresAt) <= Date.parse(now)
      ? [
          problem(
            "ERR_CI_ARTIFACT_EXPIRED",
            `${path} was kept until ${expiresAt}.`,
            "`signalbox ci rerun` makes it again.",
          ),
        ]
      : []),
    ...(size !== null && size > maxBytes
      ? [
          problem(
            "ERR_CI_ARTIFACT_TOO_LARGE",
            `${path} has ${size} bytes.`,
            "When that is right, allow more with `maxBytes`.",
          ),
        ]
      : []),
    ...(content !== null && record === null
      ? [
          problem(
            "ERR_FILE_TAKEN",
            `${file} is there, and did not come from CI.`,
            "Move it away, or name another folder.",
          ),
        ]
      : []),
  ];
}
