import * as z from "zod";
import { type ReferenceRule, referenceRuleField } from "../check-references/reference-rule.js";
import { type PinRule, pinRuleField } from "../pins/index.js";

/** What else to look at in a range; nothing is read for what is not asked for. */
export interface RangeRules {
  readonly pins?: readonly PinRule[] | undefined;
  readonly references?: readonly ReferenceRule[] | undefined;
}

/** The same as fields of an input. */
export const rangeRuleFields = {
  pins: z.array(pinRuleField).readonly().optional().describe("Where versions are written: adds the table old → new"),
  references: z
    .array(referenceRuleField)
    .readonly()
    .optional()
    .describe("Lists on one branch that name files of others"),
};
