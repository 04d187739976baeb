import { expect, test } from "vitest";
import { subjectOf } from "../../src/history/subject.js";

test.each([
  ["Add a lamp", "Add a lamp"],
  ["Add a lamp\n", "Add a lamp"],
  ["Add a lamp\n\nIt is red.", "Add a lamp"],
  ["A subject that goes\non in a second line\n\nBody", "A subject that goes on in a second line"],
  ["\n\n  Indented, after blank lines \t\r\nand more", "  Indented, after blank lines and more"],
  ["", ""],
  ["\n \n", ""],
])("the subject of %j is %j, as git has it", (message, subject) => {
  expect(subjectOf(message)).toBe(subject);
});
