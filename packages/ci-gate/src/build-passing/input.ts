import * as z from "zod";
import {
  ageField,
  choiceFields,
  commitField,
  isOneRef,
  jobField,
  ONE_REF,
  pollField,
  repositoryField,
  timeField,
} from "../builds/input-fields.js";

export const input = z
  .strictObject({
    repository: repositoryField,
    commit: commitField.nullable().describe("null: there is none, since nothing was to be merged, and it passes"),
    ...choiceFields,
    jobs: z
      .array(jobField)
      .min(1)
      .optional()
      .describe("Only these have to pass, also where the build is held or failed elsewhere. Default: all of the build"),
    maxAgeMs: ageField.optional().describe("Older builds block: their artifacts may be gone, milliseconds"),
    after: timeField.optional().describe("Builds begun earlier do not count"),
    follows: timeField
      .nullish()
      .describe("With `after`: builds begun later than this count too; CI's own time, as `rerun-build` tells it"),
    deadlineMs: z
      .number()
      .int()
      .min(0)
      .default(1_800_000)
      .describe("How long a build or job may stay away, or be held, counted from the first look, milliseconds"),
    pollMs: pollField,
  })
  .refine(isOneRef, ONE_REF);

export type PassingInput = z.output<typeof input>;
