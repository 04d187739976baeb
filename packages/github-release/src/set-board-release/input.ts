import * as z from "zod";
import { fieldName, releaseOnBoard } from "../board/input-fields.js";

export const input = z.strictObject({
  ...releaseOnBoard,
  active: z.boolean().describe("Whether the release shall be marked"),
  marker: fieldName.default("Active").describe("The word in the option's description that marks it"),
  way: z
    .enum(["manual", "options"])
    .default("manual")
    .describe("manual: say what a person has to do, and wait for it; options: send all options of the field back"),
});

export type SetReleaseInput = z.output<typeof input>;
