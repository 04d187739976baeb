import { execFileSync, spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
vi.setConfig({ testTimeout: 60_000 });

const git = "packages/git-promote/src/fixture.ts";
const pure = "packages/git-promote/src/fixture/plan.ts";
/** Breaks each rule that needs types once. */
const everyTypedRule = `
declare const any: any;
declare const list: number[];
declare const promise: Promise<number>;
declare const one: "a" | "b";
declare const big: bigint;
declare const takes: (value: string) => void;
enum Colour { red }
class Box { open(): number { return this.open(); } }
export async function f(): Promise<void> {
  await 1;
  delete list[0];
  String({});
  promise.then(() => 1);
  for (const at in list) takes(at);
  setTimeout("f()", 1);
  if (promise) takes(one as "a" | "b");
  takes(any);
  const unsafe = any;
  any();
  any.member;
  if (Colour.red === 0) takes(1 + "a");
  -one;
  takes(\`\${{}}\`);
  const { open } = new Box();
  open();
  switch (one) {
    case "a":
      takes(String(unsafe));
  }
  await Promise.reject(1);
  throw 1;
}
export const g = (): number => any;
export type Twice = "a" | "a";
export type Swallowed = unknown | "a";
export const sum = 1 + (big as never);
`;
const alwaysTyped = [
  "await-thenable",
  "no-array-delete",
  "no-base-to-string",
  "no-duplicate-type-constituents",
  "no-floating-promises",
  "no-for-in-array",
  "no-implied-eval",
  "no-misused-promises",
  "no-redundant-type-constituents",
  "no-unnecessary-type-assertion",
  "no-unsafe-enum-comparison",
  "no-unsafe-unary-minus",
  "restrict-plus-operands",
  "restrict-template-expressions",
  "switch-exhaustiveness-check",
];
const given = `export const at = (iso: string): Date => new Date(iso);`;

/** The fixtures exist as text only. */
const eslint = new ESLint({ cwd: root });

beforeAll(async () => {
  // Without nx's project graph the boundary rule passes everything.
  const nx = fileURLToPath(new URL("../../node_modules/.bin/nx", import.meta.url));
  execFileSync(nx, ["show", "projects"], { cwd: root, stdio: "ignore", env: { ...process.env, NX_DAEMON: "false" } });
  await broken("packages/git/src/fixture.ts", "export {};");
}, 300_000); // nx, on a machine that may be busy

/** What a text breaks when it stands in this file, `rule: message`. */
async function broken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${root}${filePath}` });
  return (result?.messages ?? []).map((message) => `${message.ruleId ?? "fatal"}: ${message.message}`);
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
    const messages = await broken(file, text);
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
});

describe("oxlint, by types", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lint-rules-"));
    await writeFile(join(folder, "tsconfig.json"), `{ "compilerOptions": { "strict": true, "types": [] } }`);
    await copyFile(`${root}.oxlintrc.json`, join(folder, ".oxlintrc.json"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The rules that a text breaks in this file of a workspace of its own. */
  async function brokenByTypes(path: string, text: string): Promise<string[]> {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
    const args = ["--type-aware", "--format", "json", "--tsconfig", "tsconfig.json", path];
    // It looks for the part that knows types where it runs, and in PATH.
    const bin = join(root, "node_modules/.bin");
    const env = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const { stdout } = spawnSync(join(bin, "oxlint"), args, { cwd: folder, encoding: "utf8", env });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    return [...new Set(diagnostics.map(({ code }) => code.replace(/^.*\((.+)\)$/, "$1")))].sort();
  }

  it("says each thing that only types tell, and allows in tests what they do on purpose", async () => {
    const allowed = [
      "no-unsafe-argument",
      "no-unsafe-assignment",
      "no-unsafe-call",
      "no-unsafe-member-access",
      "no-unsafe-return",
      "only-throw-error",
      "prefer-promise-reject-errors",
      "unbound-method",
    ];
    const seen = await brokenByTypes("packages/git/src/fixture.ts", everyTypedRule);
    expect(seen).toEqual([...allowed, ...alwaysTyped].sort());
    expect(await brokenByTypes("packages/git/test/fixture.ts", everyTypedRule)).toEqual([...alwaysTyped].sort());
  });

  it("says nothing against a date that was given", async () => {
    expect(await brokenByTypes(pure, given)).toEqual([]);
  });
});
