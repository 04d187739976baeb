import * as z from "zod";
import {
  ageField,
  choiceFields,
  commitField,
  isOneRef,
  jobField,
  ONE_REF,
  parametersField,
  repositoryField,
  timeField,
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
      .describe("What the build must have been started with, all of it. A push starts with nothing but defaults"),
    parametersUnknown: z
      .enum(["refuse", "accept"])
      .default("refuse")
      .describe(
        "accept: a build that no push made, and of which CI does not tell what it was started with, is approved too",
      ),
    build: z
      .string()
      .min(1)
      .optional()
      .describe("The id of the build that is meant, as `trigger-build` tells it: then its parameters count as known"),
    since: timeField
      .optional()
      .describe(
        "A build begun earlier is refused, also where it was approved then; `build` names one whenever it was begun",
      ),
    maxAgeMs: ageField.optional().describe("An older build is refused, milliseconds"),
  })
  .refine(isOneRef, ONE_REF);

export type ApproveInput = z.output<typeof input>;
