import fc from "fast-check";
import { expect, test } from "vitest";
import { parseListing } from "../../src/native/ask-refs.js";

const A = "a".repeat(40);
const line = (text: string): string => `${(text.length + 5).toString(16).padStart(4, "0")}${text}\n`;
const parse = (text: string): unknown => {
  const found = parseListing(Buffer.from(text));
  return found === null ? null : [...found.refs, ...(found.head === null ? [] : [["HEAD", found.head]])];
};

test.each([
  [
    "refs",
    `${line(`${A} refs/heads/main`)}${line(`${A} refs/tags/v1`)}0000`,
    [
      ["refs/heads/main", A],
      ["refs/tags/v1", A],
    ],
  ],
  [
    "a default branch, and a branch that is another's name",
    `${line(`${A} HEAD symref-target:refs/heads/main`)}${line(`${A} refs/heads/main`)}${line(`${A} refs/heads/old symref-target:refs/heads/main`)}0000`,
    [
      ["refs/heads/main", A],
      ["refs/heads/old", A],
      ["HEAD", "refs/heads/main"],
    ],
  ],
  ["a detached HEAD", `${line(`${A} HEAD`)}${line(`${A} refs/heads/main`)}0000`, [["refs/heads/main", A]]],
  ["a HEAD that leads to no branch", `${line(`${A} HEAD symref-target:refs/x`)}0000`, []],
  ["none at all", "0000", []],
  ["nothing", "", null],
  ["a cut end", line(`${A} refs/heads/main`), null],
  ["something behind the end", `0000${line(`${A} refs/heads/main`)}`, null],
  ["an error of the server", `${line("ERR access denied")}0000`, null],
  ["a greeting of version 1", `${line("# service=git-upload-pack")}0000`, null],
  ["more than was asked for", `${line(`${A} refs/heads/main peeled:${A}`)}0000`, null],
  ["other refs", `${line(`${A} refs/pull/1/head`)}0000`, null],
  ["longer ids", `${line(`${A}${"b".repeat(24)} refs/heads/main`)}0000`, null],
  ["a page of a proxy", "<html>sign in</html>", null],
])("a listing: %s", (_, text, expected) => {
  expect(parse(text)).toEqual(expected);
});

test("whatever comes, it is a listing or none; a listing that is cut is none", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseListing(Buffer.from(bytes))));
  const whole = `${line(`${A} refs/heads/main`)}${line(`${A} refs/tags/v1`)}0000`;
  for (let end = 0; end < whole.length; end++) expect(parse(whole.slice(0, end))).toBeNull();
});
