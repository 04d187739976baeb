import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/command-table/index.js";
import { signalbox } from "./support/run-cli.js";

const dist = new URL("../dist/", import.meta.url);
const ENTRY = fileURLToPath(new URL("main.cjs", dist));

// How fast it is, the bench says; what makes it fast is held here.
describe("start-up", () => {
  it("the entry is one small file that loads nothing of Node's but what it prints by before it knows what to do", () => {
    const script = `const seen = new Set(process.moduleLoadList); process.argv.splice(1, 0, "", "--version");
      process.on("exit", () => console.log(JSON.stringify(process.moduleLoadList.filter((name) => !seen.has(name)))));
      require(${JSON.stringify(ENTRY)});`;
    const [version = "", loaded = ""] = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).split(
      "\n",
    );
    expect(version).toMatch(/^\d/);
    const modules = (JSON.parse(loaded) as string[]).map((name) => name.replace("NativeModule ", ""));
    const streams = ["stream", "stream/promises", "string_decoder"];
    expect(modules.filter((name) => builtinModules.includes(name) && !streams.includes(name))).toEqual([]);
    expect(readFileSync(ENTRY).length).toBeLessThan(44_000);
  });

  it.each(["program", "repositories"])(
    "the %s script has one byte a letter: else reading takes four times as long",
    (name) => {
      const program = readFileSync(new URL(`${name}.cjs`, dist));
      const letters = [...new Set(program.toString().match(/[^\x00-\x7f]/g) ?? [])];
      expect(letters).toEqual([]); // in regular expressions, raw text and comments in text: write \u2013
    },
  );

  it("who needs repositories alone reads less than half", () => {
    const [all, repositories] = ["program", "repositories"].map((name) => readFileSync(new URL(`${name}.cjs`, dist)));
    expect((repositories?.length ?? 0) / (all?.length ?? 1)).toBeLessThan(0.5);
  });

  it.each(["--version", "--help", "promote --help"])("%s answers", async (line) => {
    const answer = await signalbox(line.split(" "), { cwd: "/" });
    expect([answer.code, answer.stderr, answer.stdout.length > 4]).toEqual([0, "", true]);
  });

  it("--help of every command answers, by the entry alone", () => {
    // One process for all: each begins with the entry anew.
    const script = `const fs = require("node:fs"); const answers = {};
      for (const name of ${JSON.stringify(COMMANDS.map(({ name }) => name))}) {
        answers[name] = "";
        process.argv = ["node", "signalbox", ...name.split(" "), "--help"];
        fs.writeSync = (_, text) => (answers[name] += text);
        require(${JSON.stringify(ENTRY)});
        if (process.exitCode) answers[name] = "exit code " + process.exitCode;
        for (const file in require.cache) delete require.cache[file];
      }
      console.log(JSON.stringify(answers));`;
    const said = JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })) as Record<
      string,
      string
    >;
    expect(Object.keys(said)).toHaveLength(COMMANDS.length);
    for (const [name, help] of Object.entries(said)) expect(help).toContain(`signalbox ${name}`);
    expect(new Set(Object.values(said)).size).toBe(COMMANDS.length);
  });
});
