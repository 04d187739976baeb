import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import { fractionField, packageField, trackField, versionCodesField } from "../input-fields.js";
import type { PublishPorts } from "../ports.js";
import type { PublishedRelease, PutRelease } from "../publishing/action.js";
import { performPut } from "../publishing/perform.js";
import { plan, type RolloutFacts } from "./plan.js";

export const input = z.strictObject({
  packageName: packageField,
  track: trackField.default("production"),
  versionCodes: versionCodesField.nullable().default(null).describe("Default: the newest release of the track"),
  to: z
    .union([z.enum(["halt", "resume", "complete"]), z.strictObject({ fraction: fractionField })])
    .describe("halt, resume, complete, or the share of users: { fraction: 0.2 }"),
  supersede: z.boolean().default(false).describe("It may end another rollout of the track"),
  cancelReview: z.boolean().default(false).describe("Take back what is in review, and submit it anew with this"),
});

export type RolloutInput = z.output<typeof input>;

async function inspect(
  { packageName, track }: RolloutInput,
  { releases }: Pick<PublishPorts, "releases">,
  context: Context,
): Promise<RolloutFacts> {
  return { seen: await releases.listReleases(packageName, track, callOptionsOf(context)) };
}

/**
 * Raises the share of a staged rollout, halts it, resumes it, or completes it. Play shows a share in an edit only, so a
 * plan always has its one action; where the track is so already, `apply` answers `already` and commits nothing.
 *
 * Problems: `ERR_PLAY_RELEASE_MISSING`, `ERR_PLAY_DRAFT`. `apply` throws as that of `uploadRelease` does, and
 * `ERR_PLAY_TRANSITION` and `ERR_PLAY_FRACTION_LOWERED` when the release cannot come there.
 */
export const changeRollout = defineOperation<PublishPorts, typeof input, RolloutFacts, PutRelease, PublishedRelease>({
  kind: "change-rollout",
  input,
  inspect,
  plan,
  perform: performPut,
});
