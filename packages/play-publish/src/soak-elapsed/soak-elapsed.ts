import { type Context, defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import { packageField, trackField, versionCodesField } from "../input-fields.js";
import type { Objections, ReleasesWithoutEdit } from "../ports.js";
import { newestSeen } from "../publishing/seen.js";
import type { Lifecycle, SeenRelease } from "../track.js";
import { judge } from "./judge.js";

const DAY_MS = 86_400_000;

export const input = z.strictObject({
  packageName: packageField,
  track: trackField.default("beta").describe("`beta` is open testing"),
  versionCodes: versionCodesField
    .nullable()
    .default(null)
    .describe("Exactly these; default: the newest release of the track, so that a newer one starts it anew"),
  forMs: z
    .int()
    .min(0)
    .default(3 * DAY_MS)
    .describe("How long users must have had it, milliseconds. Default: 3 days"),
  publishedAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe("Since when it is published, where somebody knows it better than the first look of this gate"),
  objections: z.array(z.string().min(1)).default([]).describe("What speaks against it; one is enough to block"),
  pollMs: z.int().min(100).default(3_600_000).describe("The longest time until the next look, milliseconds"),
});

export type SoakInput = z.output<typeof input>;

export interface SoakFacts {
  readonly seen: readonly SeenRelease[];
  /** Recorded against the version codes that are counted. */
  readonly recorded: readonly string[];
}

export interface SoakPorts {
  readonly releases: ReleasesWithoutEdit;
  readonly objections?: Objections | undefined;
}

export interface SoakEvidence {
  readonly packageName: string;
  readonly track: string;
  /** Of the release that is counted; [] while there is none. */
  readonly versionCodes: readonly number[];
  readonly lifecycle: Lifecycle | null;
  /** When it was first known to be published, ISO time; null: not yet. */
  readonly publishedAt: string | null;
  readonly endsAt: string | null;
}

async function inspect(
  { packageName, track, versionCodes }: SoakInput,
  { releases, objections }: SoakPorts,
  context: Context,
): Promise<SoakFacts> {
  const options = callOptionsOf(context);
  const seen = await releases.listReleases(packageName, track, options);
  const counted = versionCodes ?? newestSeen(seen)?.versionCodes ?? [];
  return { seen, recorded: (await objections?.list(packageName, counted, options)) ?? [] };
}

/**
 * Passes when users have had exactly these version codes for long enough. Play tells no time of publication, so it counts
 * from the first look that shows the release as published; the verdict before keeps it, on whichever machine the next
 * look is. A newer release blocks it, or starts it anew where no version codes are named; an objection blocks it, of the input or of the port `objections`.
 *
 * A halt is not seen without an edit: `promoteRelease` refuses what is halted on the track that it comes from.
 */
export const soakElapsed = defineGate<SoakPorts, typeof input, SoakFacts, SoakEvidence>({
  kind: "soak-elapsed",
  input,
  inspect,
  judge,
});
