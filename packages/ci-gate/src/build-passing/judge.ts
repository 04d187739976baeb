import type { Verdict } from "@signalbox/release-core";
import { ageOf, isBegunLater, isBegunSince } from "../builds/begun.js";
import type { BuildLook } from "../builds/newest-builds.js";
import { askedFor, listed, spanText, titleOf } from "../builds/wording.js";
import { countJobs, type Counted } from "./count-jobs.js";
import { buildLine, jobLine, type JobLine, type PassingEvidence, type Stuck } from "./evidence.js";
import type { PassingInput } from "./input.js";

type Passing = Verdict<PassingEvidence>;
type Asked = PassingInput & { readonly commit: string };

const FAILED = new Set(["failed", "cancelled"]);

/** Facts → verdict. Pure; `previous` keeps since when nothing moves. */
export function judge(given: PassingInput, all: readonly BuildLook[], now: Date, previous?: Passing): Passing {
  const { commit } = given;
  const none = { commit, builds: [], jobs: [], failed: [], stuck: null };
  if (commit === null) return { status: "pass", reason: "There is no commit to build.", evidence: none };
  const asked = { ...given, commit };
  const looks = all.filter((look) => isBegunSince(look, given.after) || isBegunLater(look, given.follows));
  const counted = given.jobs === undefined ? countBuilds(looks) : countJobs(looks, given.jobs);
  const evidence: PassingEvidence = {
    commit,
    builds: looks.map((look) => buildLine(look, now)),
    jobs:
      given.jobs === undefined ? looks.flatMap((look) => look.jobs.map((job) => jobLine(look, job))) : counted.lines,
    failed: failedOf(looks, counted, given.jobs !== undefined),
    stuck: null,
  };
  const seen: Seen = { asked, looks, evidence, now, previous };

  if (looks.length === 0) return absentBuild(seen, all);
  const ended = blocked(seen, counted);
  if (ended !== null) return ended;
  const under = counted.lines.filter(({ state }) => state === "queued" || state === "running");
  if (under.length > 0 || (counted.missing.length > 0 && looks.some(({ build }) => isUnderWay(build.state)))) {
    const what = under.length > 0 ? statesText(under) : `${listed(counted.missing)} still to come`;
    return wait(seen, `${whereOf(seen)}: ${what}.`);
  }
  const [held, unknown] = ["held", "unknown"].map((state) => counted.lines.filter((line) => line.state === state));
  if (held !== undefined && held.length > 0) return heldBack(seen, held);
  if (counted.missing.length > 0)
    return stuck(seen, "missing", `${whereOf(seen)} has no job ${listed(counted.missing)} yet`, MISNAMED);
  if (unknown !== undefined && unknown.length > 0)
    return stuck(seen, "unknown", `${whereOf(seen)}: nobody knows what became of ${namesOf(unknown)}`, UNKNOWN);
  return tooOld(seen) ?? passed(seen, counted);
}

interface Seen {
  readonly asked: Asked;
  readonly looks: readonly BuildLook[];
  readonly evidence: PassingEvidence;
  readonly now: Date;
  readonly previous: Passing | undefined;
}

const MISNAMED = "Was the job renamed, or filtered out for this branch? Correct its name in `jobs`.";
const UNKNOWN = "CI tells a state that is not known here. Look at the build; report it with this text.";

/** Without names a build counts as a whole, whatever became of single jobs: CI may let some of them fail. */
const countBuilds = (looks: readonly BuildLook[]): Counted => ({
  lines: looks.map(({ build }) => {
    const { id, state, startedAt, url } = build;
    return { name: titleOf(build), build: id, state, startedAt, url };
  }),
  missing: [],
  absent: [],
});

/** Of a build that failed the jobs that did; the build itself where CI names none. */
function failedOf(looks: readonly BuildLook[], { lines }: Counted, isNamed: boolean): readonly JobLine[] {
  const failed = lines.filter(({ state }) => FAILED.has(state));
  if (isNamed) return failed;
  return failed.flatMap((line) => {
    const look = looks.find(({ build }) => build.id === line.build);
    const jobs = look?.jobs.filter(({ state }) => FAILED.has(state)).map((job) => jobLine(look, job)) ?? [];
    return jobs.length === 0 ? [line] : jobs;
  });
}

/** What will not pass any more. */
function blocked(seen: Seen, { lines, absent }: Counted): Passing | null {
  const { evidence } = seen;
  const { failed } = evidence;
  if (failed.length > 0) {
    const urls = [...new Set(failed.map(({ url }) => url).filter((url) => url !== null))];
    const act = "Mend it and push, or run it again when it failed by chance (`signalbox ci rerun`)";
    const hint = urls.length === 0 ? `${act}.` : `${act}: ${urls.slice(0, 3).join(" ")}`;
    const problems = evidence.builds.map(({ problem }) => problem).filter((problem) => problem !== null);
    const why = problems.length === 0 ? "" : `; CI could not begin it: ${problems.join("; ")}`;
    return { status: "block", reason: `${whereOf(seen)} did not pass: ${statesText(failed)}${why}.`, hint, evidence };
  }
  const left = lines.filter(({ state }) => state === "not-run");
  if (left.length > 0) {
    const hint = "CI left it out, by a filter or because something before it did not pass. Look at the build.";
    return { status: "block", reason: `${whereOf(seen)}: ${statesText(left)}.`, hint, evidence };
  }
  if (absent.length === 0) return null;
  return {
    status: "block",
    reason: `${whereOf(seen)} is over and has no job ${listed(absent)}.`,
    hint: MISNAMED,
    evidence,
  };
}

function absentBuild(seen: Seen, all: readonly BuildLook[]): Passing {
  const { asked } = seen;
  const early = all.length === 0 ? "" : ` begun since ${asked.after ?? ""}`;
  const hint =
    all.length === 0
      ? "Look whether CI builds this branch or tag at all (filters, a skipped commit); `signalbox ci trigger` begins a build."
      : "`signalbox ci rerun` begins it again. When it was begun later, this machine's clock is ahead of CI's: set it.";
  return stuck(seen, "missing", `CI has no build of ${askedFor({ ...asked })}${early}`, hint);
}

function heldBack(seen: Seen, held: readonly JobLine[]): Passing {
  const waiting = seen.looks.flatMap(({ jobs }) => jobs.filter(({ state }) => state === "held"));
  const approvals = waiting.map(({ name }) => name);
  const by = approvals.length === 0 ? "an approval" : listed(approvals);
  const hint =
    seen.asked.jobs === undefined
      ? "Name in `jobs` what has to have passed before an approval, or give the approval (`signalbox ci approve`)."
      : "Give the approval before it (`signalbox ci approve`).";
  return stuck(seen, "held", `${whereOf(seen)}: ${namesOf(held)} waits for ${by}`, hint);
}

/** Too old for what comes next, though it passed. */
function tooOld(seen: Seen): Passing | null {
  const { asked, looks, now, evidence } = seen;
  const { maxAgeMs } = asked;
  if (maxAgeMs === undefined) return null;
  const old = looks.find((look) => (ageOf(look, now) ?? 0) > maxAgeMs);
  if (old === undefined) return null;
  return {
    status: "block",
    reason: `${titleOf(old.build)} at ${asked.commit.slice(0, 10)} was begun ${spanText(ageOf(old, now) ?? 0)} ago; at most ${spanText(maxAgeMs)} are allowed.`,
    hint: "What it kept for later jobs may be gone. Begin it again with `rerun-build` (`signalbox ci rerun`).",
    evidence,
  };
}

function passed(seen: Seen, { lines }: Counted): Passing {
  const { asked, looks, now, evidence } = seen;
  const what = asked.jobs === undefined ? "" : `: ${namesOf(lines)}`;
  const oldest = Math.max(...looks.map((look) => ageOf(look, now) ?? 0));
  return {
    status: "pass",
    reason: `${whereOf(seen)} passed, begun ${spanText(oldest)} ago${what}.`,
    evidence,
  };
}

const wait = ({ asked, evidence }: Seen, reason: string): Passing => ({
  status: "wait",
  reason,
  retryAfterMs: asked.pollMs,
  evidence,
});

/** Waits until the deadline, counted from when this gate first saw it so. */
function stuck({ asked, evidence, now, previous }: Seen, why: Stuck["why"], what: string, hint: string): Passing {
  const before = previous?.evidence.stuck;
  const since = before?.why === why ? before.since : now.toISOString();
  const told = { ...evidence, stuck: { why, since } };
  const leftMs = Date.parse(since) + asked.deadlineMs - now.getTime();
  if (leftMs > 0) {
    const retryAfterMs = Math.max(100, Math.min(asked.pollMs, leftMs));
    return { status: "wait", reason: `${what}.`, retryAfterMs, evidence: told };
  }
  return { status: "block", reason: `${what}, after ${spanText(asked.deadlineMs)}.`, hint, evidence: told };
}

const isUnderWay = (state: string): boolean => state === "queued" || state === "running";

/** `test_and_build on 16.12 at 1f2e3d4c5b`. */
const whereOf = ({ looks, asked }: Seen): string =>
  `${listed(looks.map(({ build }) => titleOf(build)))} at ${asked.commit.slice(0, 10)}`;

const namesOf = (lines: readonly JobLine[]): string => listed([...new Set(lines.map(({ name }) => name))]);

const statesText = (lines: readonly JobLine[]): string =>
  lines
    .map(({ name, state, startedAt }) => {
      const since = state === "running" && startedAt !== null ? ` since ${startedAt}` : "";
      return `${name} (${state.replace("-", " ")}${since})`;
    })
    .join(", ");
