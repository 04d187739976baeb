import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/command-table/index.js";
import { signalbox } from "./support/run-cli.js";

const dist = new URL("../dist/", import.meta.url);

// How fast it is, the bench says; what makes it fast is held here.
describe("start-up", () => {
  it("the entry is one small file that imports nothing but node:fs before it knows what to do", () => {
    const entry = readFileSync(new URL("main.js", dist), "utf8");
    expect(entry.match(/\bfrom"[^"]+"(?=;)/g)).toEqual(['from"fs"']);
    expect(entry.length).toBeLessThan(36_000);
  });

  it("the program is of one byte a character: one other letter, and reading it takes four times as long", () => {
    const program = readFileSync(new URL("program.cjs", dist));
    const letters = [...new Set(program.toString().match(/[^\x00-\x7f]/g) ?? [])];
    expect(letters).toEqual([]); // in regular expressions, raw text and comments in text: write \u2013
  });

  it.each([["--version"], ["--help"], ...COMMANDS.map(({ name }) => [`${name} --help`])])(
    "%s answers",
    async (line) => {
      const answer = await signalbox(line.split(" "), { cwd: "/" });
      expect([answer.code, answer.stderr, answer.stdout.length > 4]).toEqual([0, "", true]);
    },
  );
});
