import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, gitText, type GitServer, history, startGitServer, writesOf } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backMergePlan, containmentDocument, severalBackMerges } from "./support/release-documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";

let folder: string;
let server: GitServer;
const cli = (line: string): Promise<CliAnswer> => signalbox(line.split(" "), { cwd: folder });
const at = (name: string, ref: string): Promise<string> =>
  gitText(join(folder, "remotes", `${name}.git`), ["rev-parse", ref]);

const manifest = (version: string): string => `{\n  "name": "models",\n  "version": "${version}"\n}\n`;
const MAKE = 'require("node:fs").writeFileSync("lock.json", JSON.stringify(require("./package.json").version) + "\\n")';

/** Two repositories with a fix on 16.7 that 16.8 lacks; in `models` each line has a version of its own. */
async function make(name: string, root: string): Promise<void> {
  const path = await createBareRepository(root, name, { defaultBranch: "main" });
  const told = history({ seed: 3, endAt: new Date("2026-03-02T09:00:00Z") });
  told.commit("main", { files: { "app.js": "one\n", "package.json": manifest("1.0.0"), "lock.json": '"1.0.0"\n' } });
  for (const line of ["16.7", "16.8"]) told.branch(line, "main");
  told.commit("16.8", { subject: "#8 | For 16.8", files: { "eight.js": "8\n" } });
  if (name === "models") {
    for (const [line, version] of [
      ["16.7", "1.0.2"],
      ["16.8", "1.0.1"],
    ] as const) {
      told.commit(line, { files: { "package.json": manifest(version), "lock.json": `"${version}"\n` } });
    }
  }
  if (name === "web") {
    told.commit("16.7", { files: { "app.js": "here\n" } });
    told.commit("16.8", { files: { "app.js": "there\n" } });
  }
  told.commit("16.7", { subject: "acme/web#1703 | Fix dates", files: { "dates.js": "utc\n" } });
  await told.write(path);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-merge-back-"));
  const root = join(folder, "remotes");
  await mkdir(root);
  for (const name of ["api", "models", "web"]) await make(name, root);
  server = await startGitServer({ root });
  const merge = {
    rules: [{ files: "package.json", pattern: '"version": "(?<version>[^"]+)"' }],
    lockFiles: [{ files: ["lock.json"], command: [process.execPath, "-e", MAKE] }],
  };
  const components = ["api", "models", "web"].map((name) => ({ name, repository: server.urlOf(`${name}.git`), merge }));
  const identity = { name: "Release Crew", email: "crew@example.org" };
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify({ components, identity, cacheDir: "./cache" }));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe("containment", () => {
  it("prints the promised document, and ends with 4 when something is missing", async () => {
    const answer = await cli("containment 16.7 16.8 -R api --json");
    expect([answer.code, answer.stderr]).toEqual([4, ""]);
    const [api] = containmentDocument.parse(answer.json()).repositories;
    expect(api).toMatchObject({
      missing: [{ subject: "acme/web#1703 | Fix dates", cards: ["acme/web#1703"], isMerge: false }],
      equivalent: [],
    });
    expect((await cli("containment main 16.8 -R api")).stdout).toContain("16.8 has every commit of main");
    expect((await cli("containment main 16.8 -R api")).code).toBe(0);
  });

  it("ends with 1 when a repository cannot be read, and reads the others", async () => {
    const answer = await cli(`containment main 16.8 api ${server.url}/nothing.git --json`);
    expect(answer.code).toBe(1);
    const [whole, broken] = containmentDocument.parse(answer.json()).repositories;
    expect([whole?.missing, broken?.error?.code]).toEqual([[], "ERR_REPOSITORY_NOT_FOUND"]);
    const wrong = await cli("containment 16.6 mainline -R api --json");
    expect(wrong.code).toBe(1);
    expect(containmentDocument.parse(wrong.json()).repositories[0]?.error?.code).toBe("ERR_REVISION_MISSING");
  });
});

describe("merge-back", () => {
  it("plans the chain, and a conflict stops all before the first write", async () => {
    const one = await cli("merge-back 16.7 -R models --dry-run --json");
    expect(one.code).toBe(0);
    const plan = backMergePlan.parse(one.json());
    expect(plan.facts.links.map(({ into, standing }) => `${into} ${standing}`)).toEqual(["16.8 merge", "main merge"]);
    expect(plan.facts.links[0]?.settled.map(({ path, by }) => `${path} ${by}`)).toEqual([
      "package.json rule",
      "lock.json lock-file",
    ]);

    const all = await cli("merge-back 16.7 --yes --json");
    expect(all.code).toBe(5);
    const codes = severalBackMerges.parse(all.json()).plans.map(({ problems }) => problems.map(({ code }) => code));
    expect(codes).toEqual([[], [], ["ERR_MERGE_CONFLICT"]]);
    expect(writesOf(server)).toEqual([]);
  });

  it("tells people which commits go where", async () => {
    const told = await cli("merge-back 16.7 -R api --dry-run");
    expect(told.stdout).toContain("16.7 → 16.8  to be merged");
    expect(told.stdout).toContain("Fix dates");
  });

  it("with --skip-conflicts merges what it can, prepares a branch for the rest, and ends with 5", async () => {
    const source = await at("web", "refs/heads/16.7");
    const answer = await cli("merge-back 16.7 --skip-conflicts --yes --json");
    expect(answer.code).toBe(5);
    expect(await at("web", "refs/heads/merge-16.7-into-16.8")).toBe(source);
    expect(await gitText(join(folder, "remotes", "models.git"), ["show", "refs/heads/main:lock.json"])).toBe('"1.0.2"');
    expect((await cli("containment 16.7 mainline api models --json")).code).toBe(0);
    expect((await cli("containment 16.7 mainline web --json")).code).toBe(4);
    expect(await readdir(join(folder, "cache", "scratch"))).toEqual([]);

    const again = await cli("merge-back 16.7 --skip-conflicts --yes --json");
    expect(again.code).toBe(5);
    expect(again.json<{ receipts: { applied: unknown[] }[] }>().receipts.flatMap(({ applied }) => applied)).toEqual([]);
  });
});
