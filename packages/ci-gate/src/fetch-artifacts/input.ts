import { isAbsolute } from "node:path";
import * as z from "zod";
import { choiceFields, commitField, isOneRef, jobField, ONE_REF, repositoryField } from "../builds/input-fields.js";

export const input = z
  .strictObject({
    repository: repositoryField,
    commit: commitField,
    ...choiceFields,
    job: jobField.optional().describe("Only artifacts of this job, which must have passed. Default: of a passed build"),
    paths: z
      .array(z.string().min(1))
      .min(1)
      .describe("Which ones: paths as CI lists them, `*` stands for anything; each has to match at least one"),
    folder: z
      .string()
      .refine(isAbsolute, "an absolute path")
      .describe("Where to; files keep the last part of their path"),
    maxBytes: z.number().int().min(1).default(2_147_483_648).describe("No file may be larger"),
  })
  .refine(isOneRef, ONE_REF);

export type FetchInput = z.output<typeof input>;
