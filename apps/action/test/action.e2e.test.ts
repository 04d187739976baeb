import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";

const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-action-"));
  await writeFile(join(folder, "output"), "");
  await writeFile(join(folder, "summary"), "");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the action as a runner does: inputs and files in the environment. */
async function step(inputs: Readonly<Record<string, string>>) {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GITHUB_ACTIONS: "true",
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    ...Object.fromEntries(given),
  };
  const ended = await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [MAIN], { cwd: folder, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
  const [outputs, summary] = await Promise.all(
    ["output", "summary"].map((name) => readFile(join(folder, name), "utf8")),
  );
  return { ...ended, outputs: readOutputs(outputs ?? ""), summary };
}

/** As the runner reads the file: a name, a mark, lines until the mark stands alone. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  while (lines.length > 0) {
    const [, name, mark] = /^([^<]+)<<(.+)$/.exec(lines.shift() ?? "") ?? [];
    if (name === undefined || mark === undefined) continue;
    const end = lines.indexOf(mark);
    outputs[name] = lines.splice(0, end).join("\n");
    lines.shift();
  }
  return outputs;
}

/** A CLI of the repository's own that answers what the test wants, and notes how it was called. */
async function install(answer: unknown, code = 0): Promise<void> {
  const place = join(folder, "node_modules", "signalbox");
  await mkdir(join(place, "bin"), { recursive: true });
  await writeFile(join(place, "package.json"), JSON.stringify({ name: "signalbox", type: "module" }));
  await writeFile(
    join(place, "bin", "signalbox.js"),
    `import { writeFileSync } from "node:fs";
writeFileSync(${JSON.stringify(join(folder, "call"))}, JSON.stringify({ args: process.argv.slice(2), token: process.env.GH_TOKEN, cwd: process.cwd() }));
process.stdout.write(${JSON.stringify(JSON.stringify(answer, null, 2))} + "\\n");
process.exitCode = ${code};`,
  );
}
const call = async () => JSON.parse(await readFile(join(folder, "call"), "utf8")) as object;

const RECEIPT = {
  format: 1,
  kind: "publish-release",
  target: "acme/api",
  applied: [
    {
      action: { type: "publish-release", summary: "publish <v1.2.0> | now", tag: "v1.2.0" },
      outcome: "done",
      result: { url: "https://github.com/acme/api/releases/1" },
    },
  ],
};

it("runs the command by its words, and sets outputs and a summary", async () => {
  await install(RECEIPT);
  await mkdir(join(folder, "sub"));
  const ended = await step({
    command: "release publish 1.2.0 --message 'a b' --yes",
    token: "t0ken",
    "working-directory": "sub",
  });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(await call()).toEqual({
    args: ["release", "publish", "1.2.0", "--message", "a b", "--yes", "--json"],
    token: "t0ken",
    cwd: join(folder, "sub"),
  });
  expect(ended.outputs).toMatchObject({
    exit_code: "0",
    release_created: "true",
    tag_name: "v1.2.0",
    version: "1.2.0",
  });
  expect(JSON.parse(ended.outputs["json"] ?? "")).toEqual(RECEIPT);
  expect(ended.summary).toContain("| acme/api | publish &lt;v1.2.0&gt; \\| now | done |");
  expect(JSON.stringify(ended)).not.toContain("t0ken");
});

it("sets nothing that a title wants to set", async () => {
  await install({ ...RECEIPT, title: "x\nEOF\nrelease_created<<EOF\nfalse\nEOF" });
  expect((await step({ command: "x" })).outputs).toMatchObject({ release_created: "true" });
});

it.each([
  { code: 3, waiting: "failure", ends: 3 },
  { code: 3, waiting: "success", ends: 0 },
  { code: 10, waiting: "failure", ends: 0 },
  { code: 4, waiting: "success", ends: 4 },
])("ends with $ends after $code, where waiting is a $waiting", async ({ code, waiting, ends }) => {
  await install({ format: 1, error: { code: "ERR_X", message: "No.\nNever.", hint: "Do." } }, code);
  const ended = await step({ command: "run weekly --yes", waiting });
  expect(ended.code).toBe(ends);
  expect(ended.outputs["exit_code"]).toBe(String(code));
  expect(ended.stdout).toContain("::error::No.%0ANever. Do.\n");
});

it.each([
  { command: "", says: "is empty" },
  { command: "tag 'x", says: "does not end" },
  { command: "doctor --token abc", says: "as the input" },
])("refuses the command $command", async ({ command, says }) => {
  await install(RECEIPT);
  const ended = await step({ command });
  expect(ended.code).toBe(2);
  expect(ended.stdout).toContain(says);
  expect(ended.stdout).not.toContain("abc");
});

it("uses the CLI that came with it where none is installed", async () => {
  const ended = await step({ command: "unreleased" });
  expect(ended.code).toBe(2);
  expect(ended.outputs["json"]).toContain("ERR_USAGE");
});

it("names in action.yml what it reads and sets", async () => {
  const text = await readFile(new URL("../action.yml", import.meta.url), "utf8");
  const { inputs, outputs, runs } = parse(text) as Record<string, Record<string, unknown>>;
  await install(RECEIPT);
  expect(Object.keys(outputs ?? {}).sort()).toEqual(Object.keys((await step({ command: "x" })).outputs).sort());
  expect(Object.keys(inputs ?? {}).sort()).toEqual(["command", "token", "waiting", "working-directory"]);
  expect(runs).toEqual({ using: "node20", main: "dist/main.js" });
});
