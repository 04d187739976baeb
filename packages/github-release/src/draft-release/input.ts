import * as z from "zod";
import { repositoryField, tagField, tagRuleFields, targetField } from "../input-fields.js";

/** See `draftRelease`. */
export const input = z.strictObject({
  repository: repositoryField,
  tag: tagField.describe("The tag that it will be published under"),
  target: targetField
    .optional()
    .describe(
      "Branch or commit that is released; a tag that is there must be on it. Default: what is tagged or drafted",
    ),
  name: z.string().trim().min(1).optional().describe("Default: the tag"),
  notes: z.string().default("").describe("Markdown, put into a block of its own. Empty: no block is made or changed"),
  prerelease: z.boolean().optional().describe("Default: by the tag, v1.2.0-rc.1 is one"),
  latest: z.boolean().optional().describe("It shall become the latest release; a lower version is refused at once"),
  replaceEdits: z.boolean().default(false).describe("Overwrite what somebody changed inside the block"),
  ...tagRuleFields,
});

export type DraftInput = z.output<typeof input>;
