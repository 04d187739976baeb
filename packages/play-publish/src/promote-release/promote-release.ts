import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import { z } from "zod";
import {
  isOneStatus,
  ONE_STATUS,
  packageField,
  releaseFields,
  trackField,
  versionCodesField,
} from "../input-fields.js";
import type { PublishPorts } from "../ports.js";
import type { PublishedRelease, PutRelease } from "../publishing/action.js";
import { performPut } from "../publishing/perform.js";
import { plan, type PromoteFacts } from "./plan.js";

export const input = z
  .strictObject({
    packageName: packageField,
    from: trackField.describe("`beta` is open testing"),
    to: trackField.default("production"),
    versionCodes: versionCodesField.nullable().default(null).describe("Default: the newest release of `from`"),
    ...releaseFields,
  })
  .refine(isOneStatus, { message: ONE_STATUS, path: ["fraction"] })
  .refine(({ from, to }) => from !== to, { message: "is the track that it comes from", path: ["to"] });

export type PromoteInput = z.output<typeof input>;

async function inspect(
  { packageName, from, to }: PromoteInput,
  { releases }: Pick<PublishPorts, "releases">,
  context: Context,
): Promise<PromoteFacts> {
  const options = callOptionsOf(context);
  const [source, target] = await Promise.all(
    [from, to].map((track) => releases.listReleases(packageName, track, options)),
  );
  return { source: source ?? [], target: target ?? [] };
}

/**
 * Puts the version codes of one track on another one, with their name and notes unless others are given. The track that
 * they come from stays as it is.
 *
 * Problems: `ERR_PLAY_RELEASE_MISSING`, `ERR_PLAY_CODE_LOW`, `ERR_PLAY_SUPERSEDES`, `ERR_NOTES_…`. `apply` throws as that
 * of `uploadRelease` does, and `ERR_PLAY_RELEASE_HALTED` when the release is halted on the track that it comes from.
 */
export const promoteRelease = defineOperation<PublishPorts, typeof input, PromoteFacts, PutRelease, PublishedRelease>({
  kind: "promote-release",
  input,
  inspect,
  plan,
  perform: performPut,
});
