import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { compareDebianVersions, compareRpmVersions } from "../../src/index.js";

const run = promisify(execFile);
const SEED = 20_261_122;

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 12 }).map(String) },
  fc.constantFrom("00", "007", "20240213", "99999999999999999999", "rc", "a", "A", "z", "tc2", "tc10", "dfsg", ""),
);
const part = (separators: readonly string[], maxLength: number) =>
  fc
    .array(fc.tuple(fc.constantFrom(...separators), piece), { maxLength })
    .chain((rest) => fc.nat({ max: 3 }).map((first) => `${first}${rest.flat().join("")}`));
const optional = (prefix: string, text: fc.Arbitrary<string>, suffix: string) =>
  fc.option(text, { nil: null, freq: 1 }).map((found) => (found === null ? "" : `${prefix}${found}${suffix}`));

const epoch = optional("", fc.constantFrom("0", "1", "00", "2"), ":");
const whole = (separators: readonly string[]) =>
  fc.tuple(epoch, part(separators, 4), optional("-", part(separators, 2), "")).map((parts) => parts.join(""));
const debian = whole([".", "~", "+", "~~", "", ".~"]);
const rpm = whole([".", "~", "^", "_", "+", "", "..", "^~"]);

systemSuite("dpkg's order", ["command:dpkg"], () => {
  const agrees = async (a: string, operator: "lt" | "eq" | "gt", b: string): Promise<boolean> => {
    try {
      await run("dpkg", ["--compare-versions", a, operator, b], { env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } });
      return true;
    } catch {
      return false;
    }
  };
  const operatorOf = (a: string, b: string) => (["lt", "eq", "gt"] as const)[compareDebianVersions(a, b) + 1] ?? "eq";
  const disagreeing = async (pairs: readonly (readonly [string, string])[]): Promise<string[]> => {
    const wrong: string[] = [];
    const queue = pairs.values();
    const worker = async (): Promise<void> => {
      for (const [a, b] of queue)
        if (!(await agrees(a, operatorOf(a, b), b))) wrong.push(`${a} ${operatorOf(a, b)} ${b}`);
    };
    await Promise.all([worker(), worker(), worker()]);
    return wrong;
  };

  // dpkg compares one pair a process. It need say only that each is not newer than its successor: order is transitive.
  test("is ours, for all pairs of 160 versions", async () => {
    const versions = fc.sample(debian, { numRuns: 160, seed: SEED }).sort(compareDebianVersions);
    expect(await disagreeing(versions.slice(1).map((version, at) => [versions[at] ?? "", version]))).toEqual([]);
    let pairs = 0;
    for (const [i, a] of versions.entries())
      for (const b of versions.slice(i + 1)) {
        pairs += 1;
        expect(compareDebianVersions(a, b)).toBeLessThanOrEqual(0);
        expect(compareDebianVersions(b, a)).toBe(-compareDebianVersions(a, b) + 0);
      }
    expect(pairs).toBeGreaterThan(10_000);
  });

  // A test that is skipped is a failure where nothing may be.
  if (process.env["EXHAUSTIVE"] === "1")
    test("is ours, pair by pair", { timeout: 240_000 }, async () => {
      expect(await disagreeing(fc.sample(fc.tuple(debian, debian), { numRuns: 10_000, seed: SEED }))).toEqual([]);
    });
});

systemSuite("rpm's order", ["command:rpm"], () => {
  test("is ours, for 20,000 pairs", async () => {
    const pairs = fc.sample(fc.tuple(rpm, rpm), { numRuns: 20_000, seed: SEED });
    const folder = await mkdtemp(join(tmpdir(), "versions-"));
    try {
      const file = join(folder, "pairs");
      await writeFile(file, pairs.map(([a, b]) => `${a} ${b}\n`).join(""));
      // No percent sign: versions of rpm differ in whether it is doubled in a macro.
      const script = `for line in io.lines("${file}") do local at = line:find(" ", 1, true); io.stdout:write(rpm.vercmp(line:sub(1, at - 1), line:sub(at + 1)), " ") end`;
      const { stdout } = await run("rpm", ["--eval", `%{lua: ${script}}`], {
        maxBuffer: 1 << 24,
        env: { LC_ALL: "C", HOME: folder, PATH: "/usr/bin:/bin" },
      });
      const said = stdout.trim().split(/\s+/).map(Number);
      const wrong = pairs.filter(([a, b], at) => compareRpmVersions(a, b) !== said[at]);
      expect(said).toHaveLength(pairs.length);
      expect(wrong).toEqual([]);
      expect(new Set(said)).toEqual(new Set([-1, 0, 1]));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
