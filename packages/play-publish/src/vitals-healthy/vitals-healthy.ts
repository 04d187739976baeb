import { type Context, defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import { packageField, versionCodeField } from "../input-fields.js";
import type { Vitals, VitalsMetric, VitalsRow } from "../ports.js";
import { addDays } from "./days.js";
import { judge } from "./judge.js";
import type { Share } from "./share.js";

const DAY_MS = 86_400_000;

/** Google's lines of bad behaviour. Source: https://developer.android.com/topic/performance/vitals */
const BAD_CRASH = 0.0109;
const BAD_ANR = 0.0047;

const limit = (most: number) =>
  z.strictObject({
    most: z.number().gt(0).lt(1).default(most).describe("The greatest share of daily users who may see it"),
    worse: z.number().min(1).default(1.5).describe("How many times the share of the version before is too much"),
  });

export const input = z.strictObject({
  packageName: packageField,
  versionCode: versionCodeField.describe("The new one; nothing else counts for it"),
  previousVersionCode: versionCodeField
    .nullable()
    .default(null)
    .describe("What it is compared with; without it only `most` counts"),
  crash: limit(BAD_CRASH).prefault({}),
  anr: limit(BAD_ANR).prefault({}),
  days: z.int().min(1).max(28).default(3).describe("How many days are looked at, up to the freshest one"),
  leastUsers: z.int().min(1).default(500).describe("Fewer daily users, added up over these days, prove nothing"),
  oldestDays: z.int().min(1).default(4).describe("Values that end longer ago say nothing of today"),
  pollMs: z
    .int()
    .min(100)
    .default(DAY_MS / 4)
    .describe("How long to wait before the next look, milliseconds"),
});

export type VitalsInput = z.output<typeof input>;

export interface MetricFacts {
  readonly metric: VitalsMetric;
  /** Null while there is none. */
  readonly freshestDay: string | null;
  readonly rows: readonly VitalsRow[];
}

export interface VitalsEvidence {
  readonly packageName: string;
  readonly versionCode: number;
  readonly metrics: readonly MetricEvidence[];
}

export interface MetricEvidence {
  readonly metric: VitalsMetric;
  readonly freshestDay: string | null;
  /** Null where Play has no values. */
  readonly own: Share | null;
  readonly previous: Share | null;
}

async function inspect(
  { packageName, versionCode, previousVersionCode, days }: VitalsInput,
  { vitals }: { readonly vitals: Vitals },
  context: Context,
): Promise<readonly MetricFacts[]> {
  const options = callOptionsOf(context);
  const versionCodes = [versionCode, ...(previousVersionCode === null ? [] : [previousVersionCode])];
  return Promise.all(
    (["crash", "anr"] as const).map(async (metric) => {
      const freshestDay = await vitals.freshestDay(packageName, metric, options);
      if (freshestDay === null) return { metric, freshestDay, rows: [] };
      const query = { metric, versionCodes, from: addDays(freshestDay, 1 - days), to: freshestDay };
      return { metric, freshestDay, rows: await vitals.dailyRates(packageName, query, options) };
    }),
  );
}

/**
 * Passes when the new version code crashes and hangs no more than is allowed, and than the one before. It blocks only
 * when that is certain (95 %), and waits while there are no values, old ones, or too few users.
 */
export const vitalsHealthy = defineGate<
  { readonly vitals: Vitals },
  typeof input,
  readonly MetricFacts[],
  VitalsEvidence
>({ kind: "vitals-healthy", input, inspect, judge });
