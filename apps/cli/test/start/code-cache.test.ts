import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { codeHomeOf } from "../../src/config/cache-home.js";
import { compileScript } from "../../src/start/code-cache.js";

let folder: string;
let program: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-code-"));
  program = join(folder, "program.cjs");
  await writeFile(program, "exports.answer = 41;");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the script as its own command, and says what it exports and whether it was compiled. */
function start(name = "promote"): { readonly answer: unknown; readonly isCompiled: boolean } {
  const { script, keep } = compileScript(program, { folder, name });
  const module: { exports: { answer?: unknown } } = { exports: {} };
  (script.runInThisContext() as (exports: object) => void)(module.exports);
  keep?.();
  return { answer: module.exports.answer, isCompiled: keep !== null };
}

const copies = (): Promise<string[]> => readdir(join(folder, "code"));

async function theCopy(): Promise<string> {
  const [name = ""] = await copies();
  return join(folder, "code", name);
}

it("compiles once for each command", async () => {
  expect([start(), start(), start("unreleased")]).toEqual([
    { answer: 41, isCompiled: true },
    { answer: 41, isCompiled: false },
    { answer: 41, isCompiled: true },
  ]);
  expect(await copies()).toHaveLength(2);
});

it("compiles a text of the same length again, which V8 alone would not notice", async () => {
  start();
  await writeFile(program, "exports.answer = 42;");
  expect(start()).toEqual({ answer: 42, isCompiled: true });
});

it.each([
  ["cut", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ["damaged", (bytes: Buffer) => Buffer.from(bytes).fill((bytes[200] ?? 0) ^ 1, 200, 201)],
  ["empty", () => Buffer.alloc(0)],
])("makes a copy again that is %s", async (_, damage) => {
  start();
  const copy = await theCopy();
  await writeFile(copy, damage(await readFile(copy)));
  expect([start(), start()]).toEqual([
    { answer: 41, isCompiled: true },
    { answer: 41, isCompiled: false },
  ]);
});

it("reads no copy that others can write", async () => {
  start();
  await chmod(await theCopy(), 0o666);
  expect(start().isCompiled).toBe(true);
  expect((await stat(await theCopy())).mode & 0o777).toBe(0o600);
});

it("keeps nothing in a folder that others can write, or that is not there", async () => {
  await chmod(folder, 0o777);
  expect(start()).toEqual({ answer: 41, isCompiled: true });
  const away = join(folder, "away");
  compileScript(program, { folder: away, name: "promote" }).keep?.();
  expect(await readdir(folder)).toEqual(["program.cjs"]);
});

it("removes copies that are older than a month", async () => {
  await mkdir(join(folder, "code"));
  const old = join(folder, "code", "promote-v18.0.0-x64-00000000");
  await appendFile(old, "code");
  await utimes(old, new Date(0), new Date(0));
  start();
  expect(await copies()).toEqual([expect.stringMatching(/^promote-v\d+\.\d+\.\d+-\w+-[0-9a-f]{8}$/)]);
});

it("makes a folder that it was given, and no other", async () => {
  const keepIn = (folder: string, isGiven: boolean) =>
    compileScript(program, { folder, name: "plan", isGiven }).keep?.();
  keepIn(join(folder, "other", "signalbox"), false);
  keepIn(join(folder, "given", "signalbox"), true);
  expect((await readdir(folder)).sort()).toEqual(["given", "program.cjs"]);
});

it.each([
  [{ HOME: "/home/rosa" }, { folder: "/home/rosa/.cache/signalbox", isGiven: false }],
  [
    { HOME: "/home/rosa", NODE_COMPILE_CACHE: "/ci/code" },
    { folder: "/ci/code/signalbox", isGiven: true },
  ],
  [{ HOME: "/home/rosa", NODE_COMPILE_CACHE: "code" }, null],
  [{}, null],
])("of %j it is kept in %j", (env, place) => {
  expect(codeHomeOf(env)).toEqual(place);
});
