import * as z from "zod";
import {
  ageField,
  choiceFields,
  commitField,
  isOneRef,
  jobField,
  ONE_REF,
  repositoryField,
  timeField,
} from "../builds/input-fields.js";

export const input = z
  .strictObject({
    repository: repositoryField,
    commit: commitField,
    ...choiceFields,
    maxAgeMs: ageField.optional().describe("A build that is older is begun again from its start, milliseconds"),
    after: timeField.optional().describe("A build begun earlier is begun again from its start"),
    fromFailed: z
      .boolean()
      .default(false)
      .describe("True: of a young build that failed only what failed is begun again, and what comes after it"),
    despiteApproved: z
      .array(jobField)
      .default([])
      .describe("Approvals given in the failed build, behind which `fromFailed` may run jobs without asking again"),
  })
  .refine(isOneRef, ONE_REF);

export type RerunInput = z.output<typeof input>;
