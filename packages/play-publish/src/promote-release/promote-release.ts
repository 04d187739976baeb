import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import {
  isOneStatus,
  ONE_STATUS,
  packageField,
  releaseFields,
  trackField,
  versionCodesField,
} from "../input-fields.js";
import type { Objections, PublishPorts } from "../ports.js";
import type { PublishedRelease, PutRelease } from "../publishing/action.js";
import { performPut } from "../publishing/perform.js";
import { newestSeen } from "../publishing/seen.js";
import { plan, type PromoteFacts } from "./plan.js";

export const input = z
  .strictObject({
    packageName: packageField,
    from: trackField.describe("`beta` is open testing"),
    to: trackField.default("production"),
    versionCodes: versionCodesField.nullable().default(null).describe("Default: the newest release of `from`"),
    despiteObjections: z.boolean().default(false).describe("Promote what people have recorded something against"),
    ...releaseFields,
  })
  .refine(isOneStatus, { message: ONE_STATUS, path: ["fraction"] })
  .refine(({ from, to }) => from !== to, { message: "is the track that it comes from", path: ["to"] });

export type PromoteInput = z.output<typeof input>;

export interface PromotePorts extends PublishPorts {
  readonly objections?: Objections | undefined;
}

async function inspect(
  { packageName, from, to, versionCodes }: PromoteInput,
  { releases, objections }: Pick<PromotePorts, "releases" | "objections">,
  context: Context,
): Promise<PromoteFacts> {
  const options = callOptionsOf(context);
  const [source, target] = await Promise.all(
    [from, to].map((track) => releases.listReleases(packageName, track, options)),
  );
  const codes = versionCodes ?? newestSeen(source ?? [])?.versionCodes ?? [];
  const recorded = (await objections?.list(packageName, codes, options)) ?? [];
  return { source: source ?? [], target: target ?? [], recorded };
}

/**
 * Puts the version codes of one track on another one, with their name and notes unless others are given. The track that
 * they come from stays as it is.
 *
 * Problems: `ERR_PLAY_RELEASE_MISSING`, `ERR_PLAY_CODE_LOW`, `ERR_PLAY_SUPERSEDES`, `ERR_PLAY_OBJECTED`, `ERR_NOTES_…`.
 * `apply` throws as that of `uploadRelease` does, and `ERR_PLAY_RELEASE_HALTED` when the release is halted on the track that it comes from.
 */
export const promoteRelease = defineOperation<PromotePorts, typeof input, PromoteFacts, PutRelease, PublishedRelease>({
  kind: "promote-release",
  input,
  inspect,
  plan,
  perform: performPut,
});
