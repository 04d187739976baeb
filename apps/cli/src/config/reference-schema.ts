import * as z from "zod";
import { expressionWith } from "./expression-fields.js";

const severity = z.enum(["error", "warning", "info", "off"]).optional();

/** A list on one branch that names files of others, as it is written in the configuration. */
export const referenceRule = z.strictObject({
  name: z.string().min(1).describe("what the things are, for people: states"),
  list: z.strictObject({
    branch: z.string().min(1).describe("the branch that has the list"),
    file: z.string().min(1).describe("the file that is the list"),
    pattern: expressionWith("name").describe("tried on each line; its group name is what the line names"),
    section: expressionWith("section")
      .optional()
      .describe("lines below belong to its group section, until the next one"),
    sections: z.record(z.string(), z.string()).optional().describe("branch: its section, where they differ"),
  }),
  targets: z
    .array(z.string().refine((target) => target.includes("{name}"), "text with {name} in it"))
    .min(1)
    .describe("where a name may lead: {name}.sls, {name}/init.sls"),
  ignore: z.array(z.string().min(1)).optional().describe("names, as globs, that need not be named anywhere"),
  severity: z
    .strictObject({
      "reference-broken": severity,
      "reference-missing": severity,
      "reference-arrives": severity,
      "reference-added": severity,
      "reference-unused": severity,
      "reference-list-empty": severity,
    })
    .optional()
    .describe("how much a finding weighs: an error stops a promotion"),
});
