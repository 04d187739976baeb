import { describe, expect, it } from "vitest";
import { findCommand } from "../../src/args/find-command.js";
import { COMMON } from "../../src/args/options.js";
import { quickAnswer } from "../../src/args/quick-answer.js";
import { COMMANDS } from "../../src/command-table/index.js";

const find = (...args: string[]) => findCommand(args, COMMANDS, COMMON);

describe("findCommand", () => {
  it.each([
    [["status", "--json"], "status", ["--json"]],
    [["branch", "cut", "16.2", "-R", "a/b"], "branch cut", ["16.2", "-R", "a/b"]],
    [["-C", "there", "branch", "--json", "cut", "16.2"], "branch cut", ["-C", "there", "--json", "16.2"]],
    [["tag", "16.2.0"], "tag", ["16.2.0"]],
  ])("finds %j", (args, name, rest) => {
    const found = find(...args);
    expect([found.command.name, found.rest]).toEqual([name, rest]);
  });

  it.each([
    [["branch"], /needs a command: cut/, /branch --help/],
    [["branch", "--json"], /needs a command: cut/, /branch --help/],
    [["branch", "ctu", "16.2"], /branch has no command "ctu"/, /`signalbox branch cut`/],
    [["branch", "unrelated"], /branch has no command "unrelated"/, /branch --help/],
    [["brnach", "cut"], /no command "brnach"/, /`signalbox branch`/],
    [["cut", "16.2"], /no command "cut"/, /`signalbox branch cut`/],
    [["branch", "--dry-run", "cut"], /no option --dry-run/, /--help/],
    [["xyzzy"], /no command "xyzzy"/, /signalbox --help/],
  ])("refuses %j", (args, message, hint) => {
    expect(() => find(...args)).toThrow(
      expect.objectContaining({
        code: "ERR_USAGE",
        message: expect.stringMatching(message) as string,
        hint: expect.stringMatching(hint) as string,
      }),
    );
  });
});

describe("help", () => {
  it.each([
    [["branch", "--help"], /^Usage: signalbox branch <command>[^]*\n {2}cut <branch> /],
    [["help", "branch"], /^Usage: signalbox branch <command>/],
    [["branch", "cut", "--help"], /Usage: signalbox branch cut <branch>/],
    [["branch", "cut", "16.2", "-h"], /Usage: signalbox branch cut <branch>/],
    [["help", "branch", "cut"], /Usage: signalbox branch cut <branch>/],
    [["help"], /branch cut <branch>/],
    [["tag", "-h"], /Usage: signalbox tag /],
    [["announce", "--help"], /Usage: signalbox announce \[options\][^]*See also:\n {2}announce settle <key> /],
    [["announce", "settle", "--help"], /Usage: signalbox announce settle <key>/],
    [["help", "announce", "settle"], /Usage: signalbox announce settle <key>/],
  ])("%j", (args, text) => expect(quickAnswer(args, "1.0.0")).toMatch(text));

  it("keeps what an option is for in its own column on a terminal", () => {
    const lines = quickAnswer(["tag", "--help"], "1.0.0", () => 80)?.split("\n") ?? [];
    const options = lines.slice(lines.indexOf("Options:"), lines.indexOf("Examples:"));
    expect(options.filter((line) => line.length > 80)).toEqual([]);
    expect(options.some((line) => /^ {20,}\S/.test(line))).toBe(true);
  });

  it.each([[["branch"]], [["branch", "ctu", "--help"]], [["help", "xyzzy"]], [["tag", "1.0.0", "--", "--help"]]])(
    "is no answer to %j",
    (args) => expect(quickAnswer(args, "1.0.0")).toBeNull(),
  );
});
