import { describe, expect, test } from "vitest";
import {
  branchField,
  expressionWith,
  regularExpressionField,
  repositoryField,
  streamField,
  tagPatternField,
} from "../src/input-fields.js";
import { treePathField } from "../src/tree-path.js";

const accepts = (field: { safeParse(value: unknown): { success: boolean } }, value: string) =>
  field.safeParse(value).success;

describe("a repository in a plan", () => {
  test.each([
    ["https://example.org/a.git", true],
    ["https://mara@example.org/a.git", true],
    ["git@example.org:a/b.git", true],
    ["ssh://git@example.org:22/a.git", true],
    ["../folder with spaces/it's", true],
    ["", false],
    ["https://mara:secret@example.org/a.git", false],
    [`https://${"t".repeat(20)}@example.org/a.git`, false],
    ["ssh://git:secret@example.org/a.git", false],
    ["ftp://mara:secret@example.org/a.git", false],
    ["https://example.org/a.git?access_token=abc", false],
    [`https://gh${"p"}_${"a".repeat(36)}@example.org/a.git`, false],
  ])("%s: %s", (location, fine) => {
    expect(accepts(repositoryField, location)).toBe(fine);
  });
});

describe("names", () => {
  test.each([
    ["16.2", true],
    ["größe/ū", true],
    ["it's", true],
    ['"quoted"', true],
    ["a".repeat(250), true],
    ["a".repeat(255), false],
    ["with space", false],
    ["a..b", false],
    ["-x", false],
    ["--upload-pack=x", false],
    ["refs/heads/16.2", false],
    ["a\nb", false],
    ["x.lock", false],
    ["", false],
  ])("of a branch: %j %s", (branch, fine) => {
    expect(accepts(branchField, branch)).toBe(fine);
  });

  test.each([
    ["v{version}", true],
    ["{version}", true],
    ["web/v{version}", true],
    ["it's-{version}", true],
    ["v", false],
    ["{version}{version}", false],
    ["v {version}", false],
    ["v..{version}", false],
    ["-{version}", false],
    ["v{version}.lock", false],
    [`${"v".repeat(255)}{version}`, false],
  ])("of a tag: %j %s", (pattern, fine) => {
    expect(accepts(tagPatternField, pattern)).toBe(fine);
  });

  test.each([
    ["tc2", true],
    ["-lepton3.5", true],
    ["t c", false],
    ["a..b", false],
    ["", false],
  ])("of a stream: %j %s", (stream, fine) => {
    expect(accepts(streamField, stream)).toBe(fine);
  });
});

test.each([
  ["package-lock.json", true],
  ["web app/größe.json", true],
  ["../x", false],
  ["a/../../x", false],
  ["/etc/passwd", false],
  ["a//b", false],
  ["a\\b", false],
  [".git/config", false],
  ["sub/.GIT/hooks/pre-push", false],
  ["GIT~1/config", false],
  [".git ./config", false],
])("a path in a repository: %j %s", (path, fine) => {
  expect(accepts(treePathField, path)).toBe(fine);
});

describe("regular expressions", () => {
  test.each([
    ["^v?\\d+$", true],
    ["", true],
    ["(", false],
    ["[", false],
    ["*", false],
  ])("%j: %s", (text, fine) => {
    expect(accepts(regularExpressionField, text)).toBe(fine);
  });

  test.each([
    ['"(?<version>[^"]+)"', true],
    ["a|(?<version>b)", true],
    ["(?<name>x)", false],
    ["\\(?<version>x", false],
    ["[(?<version>x]", false],
    ["(?<version>", false],
  ])("with a group: %j %s", (text, fine) => {
    expect(accepts(expressionWith("version"), text)).toBe(fine);
  });
});
