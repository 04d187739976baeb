import { expect, test } from "vitest";
import { cardReferences } from "../../src/verify-containment/card-references.js";

// Subjects as avni-server, avni-client and avni-models really have them.
test.each([
  ["#1703 | Fix dates", ["#1703"]],
  ["avniproject/avni-webapp#1703 | Store dates as timestamps", ["avniproject/avni-webapp#1703"]],
  ["avniproject#43 | Fix", ["avniproject#43"]],
  ["#0 | Bump", []],
  ["#000 | Bump", []],
  ["#12[client] | Fix", ["#12"]],
  ["#12, #13 | Fix both, see #14", ["#12", "#13"]],
  ["#12| Fix", ["#12"]],
  [" #12 | Fix", ["#12"]],
  ['Revert "#12 | Fix"', ["#12"]],
  ["#12 - removed what nobody uses", ["#12"]],
  ["Fix the sync (#512)", []],
  ["#12 Fix the sync (#512)", ["#12"]],
  ["#12 and #12 | twice", ["#12"]],
  ["Update version to 1.33.40", []],
  ["", []],
])("%j names %j", (subject, cards) => {
  expect(cardReferences(subject)).toEqual(cards);
});

test.each([
  ["[A-Z]+-\\d+", "AVNI-12 and AVNI-13 | both", ["AVNI-12", "AVNI-13"]],
  ["(?<repository>\\w+)!(?<number>\\d+)", "web!12 and web!0", ["web#12"]],
  ["card (?<number>\\d+)", "for card 7", ["#7"]],
])("the pattern %s of one's own", (pattern, subject, cards) => {
  expect(cardReferences(subject, pattern)).toEqual(cards);
});
