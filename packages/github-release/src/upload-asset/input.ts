import * as z from "zod";
import { repositoryField, tagField } from "../input-fields.js";

// GitHub writes a dot for every other character ("renames asset filenames that have special characters"), and then the
// file is not found under its name. Source: https://docs.github.com/en/rest/releases/assets#upload-a-release-asset
const assetName = z
  .string()
  .regex(/^[\w+-](?:[\w.+-]*[\w+-])?$/, "may have letters, digits, and . _ - + inside; GitHub changes other names");

const file = z.strictObject({
  path: z.string().min(1).describe("Of the file on this machine"),
  name: assetName.optional().describe("Default: the last part of the path"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hex digits")
    .optional()
    .describe("What the file must have; another file is not sent"),
});

/** See `uploadAsset`. */
export const input = z
  .strictObject({
    repository: repositoryField,
    tag: tagField,
    files: z.array(file).min(1),
    replace: z.boolean().default(false).describe("Delete an asset of the same name with another content"),
  })
  .superRefine(({ files }, context) => {
    const seen = new Set<string>();
    for (const [at, given] of files.entries()) {
      const name = nameOf(given);
      if (!assetName.safeParse(name).success)
        context.addIssue({
          code: "custom",
          path: ["files", at, "path"],
          message: "makes no name of an asset; give `name`",
        });
      if (seen.has(name)) context.addIssue({ code: "custom", path: ["files", at], message: `is the second ${name}` });
      seen.add(name);
    }
  });

export type UploadInput = z.output<typeof input>;

/** The name of the asset. */
export const nameOf = ({ name, path }: { readonly name?: string | undefined; readonly path: string }): string =>
  name ?? path.split(/[/\\]/).at(-1) ?? path;
