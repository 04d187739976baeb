import * as z from "zod";
import { choiceFields, commitField, parametersField, repositoryField, timeField } from "../builds/input-fields.js";

export const input = z
  .strictObject({
    repository: repositoryField,
    commit: commitField.describe("What the branch or tag has to be at"),
    ...choiceFields,
    parameters: parametersField.default({}).describe("Name each that matters: what is not named gets its default"),
    since: timeField.describe(
      "A build made earlier does not count; where CI tells no parameters, every later one does",
    ),
  })
  .refine(({ branch, tag }) => (branch === undefined) !== (tag === undefined), {
    message: "name the branch or the tag, exactly one",
    path: ["branch"],
  });

export type TriggerInput = z.output<typeof input>;
