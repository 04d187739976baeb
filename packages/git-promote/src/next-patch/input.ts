import { parseVersion } from "@signalbox/git";
import * as z from "zod";
import { branchField, regularExpressionField, repositoryField, streamField, tagPatternField } from "../input-fields.js";

/** What the inventory says of a component; fields that are not named here are passed over. */
const component = z.object({
  repository: repositoryField,
  name: z.string().min(1).optional().describe("Default: the repository's short name"),
  tagPattern: tagPatternField.optional(),
  stream: streamField.optional(),
  releaseBranchPattern: regularExpressionField.optional(),
  mainline: branchField.optional(),
  publishesOnTag: z.boolean().optional().describe("Has numbers of its own, which do not count"),
});

/** See `planPatchRelease`. */
export const input = z.strictObject({
  components: z.array(component).min(1),
  line: z
    .string()
    .regex(/^v?\d+(\.\d+)+$/, "is no release line such as 16.2")
    .optional()
    .describe("`16.2`. Default: the highest that any of them has a branch for"),
  version: z
    .string()
    .refine((text) => parseVersion(text) !== null, { message: "is no version such as 16.2.1" })
    .optional()
    .describe("The number, where it is known already: to go on with a patch release that was begun"),
  concurrency: z.int().min(1).optional().describe("How many are read at once. Default: 8"),
});

export type PatchComponent = z.output<typeof component>;
