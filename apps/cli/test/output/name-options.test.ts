import { expect, it } from "vitest";
import { nameOptions } from "../../src/output/name-options.js";

const OPTIONS = ["replace-edits", "way", "owner", "target"];

it.each([
  ["hint: overwrite them with `replaceEdits`.", "hint: overwrite them with --replace-edits."],
  [
    "    \u001b[33mhint:\u001b[39m Do it by hand (`way: manual`).",
    "    \u001b[33mhint:\u001b[39m Do it by hand (--way manual).",
  ],
  ["hint: Or let it make the tag: `owner: release-first`.", "hint: Or let it make the tag: --owner release-first."],
  ["hint: give `replace` of the step", "hint: give `replace` of the step"],
  ["hint: `signalbox doctor` says it", "hint: `signalbox doctor` says it"],
  ["+ Add `target` to maps\nhint: name `target`", "+ Add `target` to maps\nhint: name --target"],
])("%j is %j for who has those options", (text, expected) => {
  expect(nameOptions(text, OPTIONS)).toBe(expected);
});
