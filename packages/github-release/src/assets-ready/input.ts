import * as z from "zod";
import { repositoryField, tagField, tagRuleFields } from "../input-fields.js";
import { placesIn } from "./pattern.js";

/** See `assetsReady`. */
export const input = z
  .strictObject({
    repository: repositoryField,
    tag: tagField,
    assets: z
      .array(z.string().min(1))
      .min(1)
      .describe("Names: {version} is filled in, other {places} from `values`, * is anything. Each must match an asset"),
    values: z.record(z.string(), z.string()).default({}).describe("For example { arch: arm64 }"),
    minSize: z.int().min(1).default(1).describe("Bytes; a smaller one blocks"),
    checksums: z.string().min(1).optional().describe("Pattern of the file that `sha256sum` wrote"),
    download: z.boolean().default(false).describe("Where the host tells no sha256, download an asset to compute it"),
    allowDraft: z
      .boolean()
      .default(false)
      .describe("The assets of a draft count; only those who may push can fetch them"),
    pollMs: z.int().min(100).default(30_000).describe("How long to wait before the next look, milliseconds"),
    ...tagRuleFields,
  })
  .superRefine(({ assets, checksums, values }, context) => {
    const patterns = [
      ...assets.map((pattern, at) => ["assets", at, pattern] as const),
      ["checksums", "", checksums ?? ""] as const,
    ];
    for (const [field, at, pattern] of patterns)
      for (const place of placesIn(pattern))
        if (place !== "version" && !Object.hasOwn(values, place))
          context.addIssue({
            code: "custom",
            path: at === "" ? [field] : [field, at],
            message: `has {${place}}, and \`values\` does not say what that is`,
          });
  });

export type AssetsInput = z.output<typeof input>;
