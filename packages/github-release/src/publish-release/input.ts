import * as z from "zod";
import { commitField, repositoryField, tagField, tagRuleFields } from "../input-fields.js";

/** See `publishRelease`. */
export const input = z.strictObject({
  repository: repositoryField,
  tag: tagField,
  commit: commitField.describe("Where the tag is, or is made"),
  owner: z
    .enum(["tag-first", "release-first"])
    .describe("tag-first: the tag must be there before. release-first: publishing makes it where it is not there yet"),
  latest: z
    .union([z.boolean(), z.literal("legacy")])
    .optional()
    .describe("Default: the latest release where none is higher. legacy: GitHub decides by date and version"),
  prerelease: z.boolean().optional().describe("Default: as the draft says"),
  ...tagRuleFields,
});

export type PublishInput = z.output<typeof input>;
