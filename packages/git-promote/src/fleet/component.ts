import * as z from "zod";
import { regularExpressionField, tagPatternField } from "../input-fields.js";

const named = z.string().min(1);

/** A component, as reads over many repositories take it: what the inventory says of its releases. */
export const releaseComponent = z.object({
  repository: named.describe("Path or URL of the repository"),
  name: named.optional().describe("For people. Default: the repository's short name"),
  mainline: named.optional().describe("Short name of the default branch. Default: what the remote calls HEAD"),
  tagPattern: tagPatternField.optional().describe("Default: v{version}"),
  releaseBranchPattern: regularExpressionField.optional().describe("Default: ^v?\\d+\\.\\d+$"),
  stream: named.optional().describe("A release line: the suffix of its versions (tc2 for 1.34.0-tc2)"),
  publishesOnTag: z.boolean().optional().describe("Its CI publishes whatever is tagged, so it has versions of its own"),
  numbering: named
    .optional()
    .describe("`own`, or one word for all components that share their versions. Default: found out"),
});

/** What `components` of the reads holds; fields of a configuration that are not named here are passed over. */
export type ReleaseComponent = z.input<typeof releaseComponent>;

export const releaseRequest = z.object({
  components: z.array(releaseComponent),
  concurrency: z.int().min(1).optional().describe("How many are read at once. Default: 8"),
});

/** The input of the reads over many components. */
export type ReleaseRequest = z.input<typeof releaseRequest>;
