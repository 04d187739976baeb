import type { Finding } from "../notes.js";
import { cardFindings } from "./card-findings.js";
import type { NoteFacts } from "./note-facts.js";
import { promotionFindings } from "./promotion-findings.js";
import { tagFindings } from "./tag-findings.js";
import { twiceFindings } from "./twice-findings.js";

/**
 * What is wrong with notes, as far as the facts tell: `card-not-done`, `card-without-commit`, `commit-without-card`,
 * `entry-in-two-components`, `version-without-tag`, `link-to-missing-tag`, `promotion-without-note`,
 * `note-without-promotion` (docs/reference/notes.md). Looks at nothing else. Pure.
 */
export const checkNotes = (facts: NoteFacts): readonly Finding[] => [
  ...cardFindings(facts),
  ...twiceFindings(facts.sections ?? []),
  ...tagFindings(facts),
  ...promotionFindings(facts),
];
