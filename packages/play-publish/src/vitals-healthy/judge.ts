import type { Verdict } from "@signalbox/release-core";
import { daysSince } from "./days.js";
import { type Share, shareOf } from "./share.js";
import type { MetricEvidence, MetricFacts, VitalsEvidence, VitalsInput } from "./vitals-healthy.js";

/** Facts → verdict. Pure. What is not known makes it wait: no values are never good values. */
export function judge(given: VitalsInput, facts: readonly MetricFacts[], now: Date): Verdict<VitalsEvidence> {
  const { packageName, versionCode, pollMs } = given;
  const metrics = facts.map(({ metric, freshestDay, rows }) => ({
    metric,
    freshestDay,
    own: shareOf(rows, versionCode),
    previous: given.previousVersionCode === null ? null : shareOf(rows, given.previousVersionCode),
  }));
  const evidence = { packageName, versionCode, metrics };
  const bad = metrics.flatMap((metric) => worseThan(metric, given) ?? []);
  if (bad.length > 0)
    return {
      status: "block",
      reason: `${versionCode} of ${packageName}: ${bad.join("; ")}.`,
      hint: "Halt the rollout, and publish a higher version code with the repair.",
      evidence,
    };
  const open = metrics.flatMap((metric) => unsure(metric, given, now) ?? []);
  if (open.length > 0)
    return {
      status: "wait",
      reason: `${versionCode} of ${packageName}: ${open.join("; ")}.`,
      retryAfterMs: pollMs,
      evidence,
    };
  const told = metrics.map(({ metric, own }) => `${metric} ${percent(own?.rate ?? 0)}`).join(", ");
  return { status: "pass", reason: `${versionCode} of ${packageName}: ${told}.`, evidence };
}

/** Why it is certainly bad, whatever the days to come bring; null: it is not. */
function worseThan({ metric, own, previous }: MetricEvidence, given: VitalsInput): string | null {
  if (own === null || own.users < given.leastUsers) return null;
  const { most, worse } = given[metric];
  if (own.low > most) return `${metric} at ${between(own)}, above ${percent(most)}`;
  if (previous !== null && previous.users >= given.leastUsers && own.low > previous.high * worse)
    return `${metric} at ${between(own)}, before it was ${between(previous)}`;
  return null;
}

/** Why nothing can be said yet; null: it is good. */
function unsure({ metric, freshestDay, own, previous }: MetricEvidence, given: VitalsInput, now: Date): string | null {
  const { most, worse } = given[metric];
  if (freshestDay === null || own === null) return `no values of ${metric} yet`;
  if (daysSince(freshestDay, now) > given.oldestDays) return `the values of ${metric} end on ${freshestDay}`;
  if (own.users < given.leastUsers) return `${metric} of ${own.users} users, and ${given.leastUsers} are needed`;
  if (own.rate > most) return `${metric} at ${between(own)}, and ${percent(most)} is allowed`;
  if (given.previousVersionCode === null) return null;
  if (previous === null) return `no values of ${metric} of ${given.previousVersionCode} to compare with`;
  return own.rate > previous.high * worse ? `${metric} at ${between(own)}, before it was ${between(previous)}` : null;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const between = ({ rate, low, high, users }: Share): string =>
  `${percent(rate)} (${percent(low)} to ${percent(high)}, ${users} users)`;
