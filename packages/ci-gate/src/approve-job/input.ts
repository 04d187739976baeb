import { z } from "zod";
import {
  ageField,
  choiceFields,
  commitField,
  isOneRef,
  jobField,
  ONE_REF,
  parametersField,
  repositoryField,
} from "../builds/input-fields.js";

export const input = z
  .strictObject({
    repository: repositoryField,
    commit: commitField,
    ...choiceFields,
    job: z.union([jobField, z.array(jobField).min(1)]).describe("The approval to give. Exactly one may match"),
    jobs: z.array(jobField).default([]).describe("Must have passed, beside those that the approval itself needs"),
    expectParameters: parametersField
      .default({})
      .describe("What the build must have been started with: all of it, as CI tells it"),
    parametersUnknown: z
      .enum(["refuse", "accept"])
      .default("refuse")
      .describe("accept: approve also where CI does not tell what the build was started with"),
    maxAgeMs: ageField.optional().describe("An older build is refused, milliseconds"),
  })
  .refine(isOneRef, ONE_REF);

export type ApproveInput = z.output<typeof input>;
