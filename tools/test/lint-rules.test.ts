import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ESLint, type Linter } from "eslint";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it, vi } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
vi.setConfig({ testTimeout: 60_000 });

const git = "packages/git-promote/src/fixture.ts";
const pure = "packages/git-promote/src/fixture/plan.ts";
const given = `export const at = (iso: string): Date => new Date(iso);`;

/** The fixtures exist as text only, so they have no project. */
const linter = (parserOptions: Linter.ParserOptions, rules: Linter.RulesRecord = {}): ESLint =>
  new ESLint({
    cwd: root,
    overrideConfig: { languageOptions: { parserOptions: { project: null, ...parserOptions } }, rules },
  });

/** Most rules read the text alone; types of all that a fixture imports would cost seconds. */
const byText = linter({}, tseslint.configs.disableTypeChecked.rules as Linter.RulesRecord);

/** With the rules that know types, on a fixture that imports nothing: a program of that one file. */
function byTypes(filePath: string, text: string): ESLint {
  const options = { strict: true, target: ts.ScriptTarget.ES2022, types: [], noEmit: true };
  const file = `${root}${filePath}`;
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, target) => {
    return name === file ? ts.createSourceFile(name, text, target, true) : getSourceFile(name, target);
  };
  return linter({ programs: [ts.createProgram([file], options, host)] });
}

const NEED_TYPES = ["@typescript-eslint/no-floating-promises", "@typescript-eslint/switch-exhaustiveness-check"];

beforeAll(async () => {
  // Without nx's project graph the boundary rule passes everything.
  const nx = fileURLToPath(new URL("../../node_modules/.bin/nx", import.meta.url));
  execFileSync(nx, ["show", "projects"], { cwd: root, stdio: "ignore", env: { ...process.env, NX_DAEMON: "false" } });
  await broken("packages/git/src/fixture.ts", "export {};");
}, 300_000); // nx, on a machine that may be busy

/** What a text breaks when it stands in this file, `rule: message`. Node's types are unknown to it. */
async function broken(filePath: string, text: string, eslint = byText): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${root}${filePath}` });
  return (result?.messages ?? [])
    .map((message) => `${message.ruleId ?? "fatal"}: ${message.message}`)
    .filter((message) => !/type that (could not|cannot) be resolved/.test(message));
}

const boundaries = "@nx/enforce-module-boundaries";

describe("a lint error is what you get for", () => {
  it.each<[string, string, string, string]>([
    [
      "a capability that imports a capability",
      git,
      `export { findUnreleased } from "@signalbox/release-notes";`,
      boundaries,
    ],
    [
      "a capability that imports the engine",
      git,
      `export type { Engine } from "@signalbox/release-train";`,
      boundaries,
    ],
    ["a library that imports the testbed", git, `import "@signalbox/testbed";`, boundaries],
    [
      "the kernel importing a capability",
      "packages/release-core/src/fixture.ts",
      `import "@signalbox/git-promote";`,
      boundaries,
    ],
    ["the kernel importing git", "packages/release-core/src/fixture.ts", `import "@signalbox/git";`, boundaries],
    ["the engine importing git", "packages/release-train/src/fixture.ts", `import "@signalbox/git";`, boundaries],
    ["git importing a capability", "packages/git/src/fixture.ts", `import "@signalbox/git-promote";`, boundaries],
    ["a way around by a relative path", git, `import "../../git/src/index.js";`, boundaries],
    [
      "a third-party package that is not on the list",
      git,
      `import "isomorphic-git";`,
      `${boundaries}: A project tagged with "npm:git-promote"`,
    ],
    [
      "the same by a subpath",
      git,
      `import "isomorphic-git/http/node";`,
      `${boundaries}: A project tagged with "npm:git-promote"`,
    ],
    [
      "any third-party package in the kernel but zod",
      "packages/release-core/src/fixture.ts",
      `import "yaml";`,
      boundaries,
    ],
    [
      "an SDK outside its adapter",
      "packages/git/src/fixture.ts",
      `import "isomorphic-git";`,
      "no-restricted-imports: 'isomorphic-git'",
    ],
    [
      "a promise that nobody waits for",
      git,
      `export function f(): void {\n  Promise.resolve(1);\n}`,
      "@typescript-eslint/no-floating-promises",
    ],
    [
      "a switch that forgets a case",
      git,
      `export function f(x: "a" | "b"): number {\n  switch (x) {\n    case "a":\n      return 1;\n  }\n  return 0;\n}`,
      "@typescript-eslint/switch-exhaustiveness-check",
    ],
    ["a library that prints", git, `console.log("x");`, "no-console"],
    ["a library that prints by the stream", git, `process.stdout.write("x");`, "no-restricted-properties"],
    [
      "a library that reads the environment",
      git,
      `export const token = process.env["TOKEN"];`,
      "no-restricted-properties",
    ],
    [
      "a library that reads the environment by import",
      git,
      `export { env } from "node:process";`,
      "no-restricted-imports",
    ],
    ["a library that exits", git, `process.exit(1);`, "no-restricted-properties"],
    [
      "a command that reads the environment",
      "apps/cli/src/fixture.ts",
      `export const ci = process.env["CI"];`,
      "no-restricted-properties",
    ],
    ["a default export", git, `export default 1;`, "no-restricted-syntax: Export by name"],
    ["export * of values", git, `export * from "./index.js";`, "no-restricted-syntax: Name what is public"],
    [
      "a type imported as a value",
      git,
      `import { Json } from "@signalbox/release-core";\nexport type X = Json;`,
      "@typescript-eslint/consistent-type-imports",
    ],
    [
      "a file that is too long",
      git,
      Array.from({ length: 251 }, (_, n) => `export const n${n} = ${n};`).join("\n"),
      "max-lines",
    ],
    [
      "a function with five parameters",
      git,
      `export const f = (a: 1, b: 1, c: 1, d: 1, e: 1): number[] => [a, b, c, d, e];`,
      "max-params",
    ],
    [
      "a public function without a return type",
      git,
      `export function f() {\n  return 1;\n}`,
      "@typescript-eslint/explicit-module-boundary-types",
    ],
    [
      "await in plan",
      pure,
      `export const plan = async (): Promise<number> => await Promise.resolve(1);`,
      "no-restricted-syntax: plan and judge are pure",
    ],
    [
      "a Node module in plan",
      pure,
      `import { readFileSync } from "node:fs";\nexport const plan = readFileSync;`,
      "no-restricted-syntax: plan and judge are pure",
    ],
    [
      "the clock in judge",
      pure.replace("plan.ts", "judge.ts"),
      `export const now = (): number => Date.now();`,
      "no-restricted-syntax: plan and judge are pure",
    ],
    [
      "a date of now in plan",
      pure,
      `export const now = (): Date => new Date();`,
      "no-restricted-syntax: plan and judge are pure",
    ],
    [
      "chance in plan",
      pure,
      `export const dice = (): number => Math.random();`,
      "no-restricted-syntax: plan and judge are pure",
    ],
    [
      "a lazy import in plan",
      pure,
      `export const plan = (): unknown => import("./inspect.js");`,
      "no-restricted-syntax: plan and judge are pure",
    ],
  ])("%s", async (_name, file, text, expected) => {
    const messages = await broken(file, text, NEED_TYPES.includes(expected) ? byTypes(file, text) : byText);
    expect(messages.filter((message) => message.startsWith(expected))).not.toEqual([]);
  });
});

describe("nothing is said against", () => {
  it.each<[string, string, string]>([
    [
      "a capability on the kernel and git",
      git,
      `export type { Json } from "@signalbox/release-core";\nexport type { GitRepository } from "@signalbox/git";`,
    ],
    ["the testbed in a test", "packages/git-promote/test/fixture.ts", `import "@signalbox/testbed";`],
    [
      "the app on everything",
      "apps/cli/src/fixture.ts",
      `import "@signalbox/git-promote";\nimport "@signalbox/release-train";\nimport "@signalbox/testbed";`,
    ],
    [
      "the adapter on its SDK",
      "packages/git/src/isomorphic-fixture.ts",
      `import "isomorphic-git";\nimport "isomorphic-git/http/node";`,
    ],
    ["the app's output printing", "apps/cli/src/output/fixture.ts", `process.stdout.write("x");`],
    ["export * of types", git, `export type * from "./index.js";`],
    ["a date that was given", pure, given],
  ])("%s", async (_name, file, text) => {
    expect(await broken(file, text)).toEqual([]);
  });

  it("a date that was given, by the rules that know types either", async () => {
    expect(await broken(pure, given, byTypes(pure, given))).toEqual([]);
  });
});
