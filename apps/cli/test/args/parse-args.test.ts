import { describe, expect, it } from "vitest";
import { COMMON, OPTIONS } from "../../src/args/options.js";
import { checkPositionals, commandIndex, parseCommandLine } from "../../src/args/parse-args.js";
import { nearest } from "../../src/args/suggest.js";
import { COMMANDS } from "../../src/command-table/index.js";

const command = (name: string) => COMMANDS.find((known) => known.name === name)!;
const parse = (name: string, ...args: string[]) =>
  parseCommandLine(args, command(name), { common: COMMON, options: OPTIONS });

describe("parseCommandLine", () => {
  it.each([
    [["test", "prod", "-R", "a/b", "--repo=c/d"], { repo: ["a/b", "c/d"] }, ["test", "prod"]],
    [["--dry-run", "test", "prod", "-C", "there"], { "dry-run": true, cwd: "there" }, ["test", "prod"]],
    [["test", "--", "--odd"], {}, ["test", "--odd"]],
    [["test", "prod", "-vq"], { verbose: true, quiet: true }, ["test", "prod"]],
  ])("reads %j", (args, values, positionals) => {
    expect(parse("promote", ...args)).toEqual({ values, positionals });
  });

  it.each([
    [["--dry-rum"], /no option --dry-rum/, /--dry-run/],
    [["-Z"], /no option -Z/, /promote --help/],
    [["--wait"], /no option --wait/, /--help/],
    [["--out"], /--out needs <file>/, /--help/],
    [["--yes=no"], /--yes takes no value/, /--help/],
  ])("refuses %j", (args, message, hint) => {
    expect(() => parse("promote", ...args)).toThrow(
      expect.objectContaining({
        code: "ERR_USAGE",
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    );
  });

  it("counts positionals", () => {
    expect(() => checkPositionals(["test"], command("promote"))).toThrow(/needs <from> <to>/);
    expect(() => checkPositionals(["a", "b"], command("plan"))).toThrow(/does not know what to do with "b"/);
  });
});

describe("commandIndex", () => {
  it.each([
    [["status"], 0],
    [["-C", "there", "status"], 2],
    [["--cwd=there", "-v", "status", "-q"], 2],
  ])("finds the command in %j", (args, at) => expect(commandIndex(args, COMMON)).toBe(at));

  it("knows only the common options before it", () => {
    expect(() => commandIndex(["--dry-run", "promote"], COMMON)).toThrow(/no option --dry-run/);
    expect(() => commandIndex(["--json"], COMMON)).toThrow(/no command/);
  });
});

describe("nearest", () => {
  it.each([
    ["statsu", ["status"]],
    ["promot", ["promote"]],
    ["unrelased", ["unreleased"]],
    ["xyzzy", []],
  ])("of %s", (typed, names) => {
    expect(
      nearest(
        typed,
        COMMANDS.map(({ name }) => name),
      ),
    ).toEqual(names);
  });
});

describe("the tables", () => {
  it("name only options that exist, and every option is used", () => {
    const known = OPTIONS.map(({ name }) => name);
    const used = new Set(COMMANDS.flatMap(({ options }) => options));
    expect([...used].filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !used.has(name))).toEqual([]);
  });
});
