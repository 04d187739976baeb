import type { Verdict } from "@signalbox/release-core";
import { findSeen, isOnItsWay, newestSeen } from "../publishing/seen.js";
import { sameCodes } from "../publishing/wanted-release.js";
import type { SeenRelease } from "../track.js";
import type { SoakEvidence, SoakFacts, SoakInput } from "./soak-elapsed.js";

type SoakVerdict = Verdict<SoakEvidence>;

/** Facts → verdict. Pure; `previous` keeps since when it is published. */
export function judge(given: SoakInput, { seen, recorded }: SoakFacts, now: Date, previous?: SoakVerdict): SoakVerdict {
  const { packageName, track, forMs, pollMs } = given;
  const objections = [...given.objections, ...recorded];
  const newest = newestSeen(seen);
  const release = given.versionCodes === null ? newest : findSeen(seen, given.versionCodes);
  const codes = (release?.versionCodes ?? given.versionCodes ?? []).join(", ");
  const publishedAt = release?.lifecycle === "PUBLISHED" ? sinceWhen(release, given, now, previous) : null;
  const evidence: SoakEvidence = {
    packageName,
    track,
    versionCodes: release?.versionCodes ?? [],
    lifecycle: release?.lifecycle ?? null,
    publishedAt: publishedAt?.toISOString() ?? null,
    endsAt: publishedAt === null ? null : new Date(publishedAt.getTime() + forMs).toISOString(),
  };
  const block = (reason: string, hint: string): SoakVerdict => ({ status: "block", reason, hint, evidence });
  const wait = (reason: string, ms: number): SoakVerdict => ({
    status: "wait",
    reason,
    retryAfterMs: Math.max(100, Math.min(ms, pollMs)),
    evidence,
  });

  if (objections.length > 0)
    return block(`${codes} of ${packageName} was objected to: ${objections.join("; ")}`, "Publish a repaired build.");
  if (isOvertaken(release, newest))
    return block(
      `${newest?.versionCodes.join(", ")} is on ${track} of ${packageName}, newer than ${codes}.`,
      "Nobody tries the older one any more: let the newer one soak instead.",
    );
  if (release?.lifecycle === "NOT_APPROVED")
    return block(
      `Google has not approved ${codes} of ${packageName}.`,
      "The Console says why; publish a repaired build.",
    );
  if (release?.lifecycle === "DRAFT")
    return block(`${codes} of ${packageName} is a draft on ${track}.`, "Roll it out; users do not have it.");
  if (release === null)
    return wait(`${codes === "" ? "Nothing is" : `${codes} is not`} on ${track} of ${packageName} yet.`, pollMs);
  if (publishedAt === null)
    return wait(`${codes} of ${packageName} is not published on ${track} yet (${stateOf(release)}).`, pollMs);

  const leftMs = publishedAt.getTime() + forMs - now.getTime();
  const since = `${codes} of ${packageName} is on ${track} since ${publishedAt.toISOString()}`;
  return leftMs <= 0
    ? { status: "pass", reason: `${since}.`, evidence }
    : wait(`${since}; it soaks until ${evidence.endsAt}.`, leftMs);
}

const stateOf = ({ lifecycle }: SeenRelease): string =>
  lifecycle === "NOT_SENT_FOR_REVIEW"
    ? "a person has to send it for review in the Console, Publishing overview"
    : (lifecycle ?? "unknown state");

const isOvertaken = (release: SeenRelease | null, newest: SeenRelease | null): boolean =>
  release !== null &&
  newest !== null &&
  isOnItsWay(release) &&
  Math.max(...newest.versionCodes) > Math.max(...release.versionCodes);

/** The first look that showed it counts. A time to come is a wrong clock, and starts it anew. */
function sinceWhen(release: SeenRelease, { publishedAt }: SoakInput, now: Date, previous?: SoakVerdict): Date {
  const before = previous?.evidence;
  const isSame = before !== undefined && sameCodes(before.versionCodes, release.versionCodes);
  const known = publishedAt ?? (isSame ? before.publishedAt : null);
  const since = known === null ? now : new Date(known);
  return since.getTime() > now.getTime() ? now : since;
}
