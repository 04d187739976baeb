import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, history } from "@signalbox/testbed";
import { type GitHub, startGitHub } from "@signalbox/testbed/github";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unreleasedDocument } from "./support/documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";

const TOKEN = "canary-of-ada-9d1e";
let folder: string;
let gitHub: GitHub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-unreleased-"));
  for (const slug of ["acme/api", "acme/web"]) {
    const path = await createBareRepository(folder, slug);
    const one = history({ seed: 4, endAt: new Date("2026-03-02T09:00:00Z") });
    one.commits("main", 2);
    one.tag("v1.0.0", "main");
    if (slug === "acme/api") one.commit("main", { subject: "Add \u001b[2J\u001b]0;owned\u0007 a lamp" });
    await one.write(path);
  }
  gitHub = await startGitHub({
    root: folder,
    repositories: [{ slug: "acme/api" }, { slug: "acme/web" }, { slug: "acme/secret", private: true }],
    users: [{ login: "ada", token: TOKEN }],
  });
});
beforeEach(() => gitHub.clearRequests());
afterAll(async () => {
  await gitHub.close();
  await rm(folder, { recursive: true, force: true });
  expect(gitHub.violations).toEqual([]);
});

const cli = (args: string, env: Readonly<Record<string, string>> = { GH_TOKEN: TOKEN }): Promise<CliAnswer> =>
  signalbox(args.split(" "), {
    cwd: folder,
    env: {
      GITHUB_SERVER_URL: gitHub.url,
      GITHUB_API_URL: gitHub.apiUrl,
      GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
      ...env,
    },
  });
const operations = (): (string | null)[] => gitHub.requests.map(({ operation }) => operation);

describe("signalbox unreleased, of GitHub", () => {
  it("asks GitHub alone, and says the same as a clone", async () => {
    const remote = await cli("unreleased acme/api -R acme/web --json --detailed-exitcode");
    expect([remote.code, operations()]).toEqual([10, ["graphql", "graphql"]]);
    const document = unreleasedDocument.parse(remote.json());
    expect(document.components.map(({ name, unreleased }) => [name, unreleased.length])).toEqual([
      ["api", 1],
      ["web", 0],
    ]);
    gitHub.clearRequests();
    const clone = await cli("unreleased acme/api -R acme/web --json --clone");
    expect(new Set(operations())).toEqual(new Set(["git"]));
    expect(clone.json()).toEqual(document);
  });

  it("clones without a token, and says why", async () => {
    const { code, stderr } = await cli("unreleased acme/web", {});
    expect([code, new Set(operations())]).toEqual([0, new Set(["git"])]);
    expect(stderr).toContain("Without a token for GitHub repositories are cloned");
  });

  it("reads a path as a clone beside it", async () => {
    const { json } = await cli(`unreleased ${folder}/acme/web.git acme/api --json`);
    expect(unreleasedDocument.parse(json()).components.map(({ latest }) => latest?.tag)).toEqual(["v1.0.0", "v1.0.0"]);
    expect(operations()).toEqual(["graphql", "graphql"]);
  });

  it("shows text of strangers harmlessly, and no secret", async () => {
    const { stdout, stderr } = await cli("unreleased acme/api acme/web -v");
    expect(stdout).toContain("a lamp");
    expect(stdout + stderr).not.toMatch(/[\u001b\u0007]/);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it("tells what it may not see in its place, with the rest whole", async () => {
    const { code, json } = await cli("unreleased acme/secret acme/web --json");
    expect(code).toBe(1);
    const { components } = unreleasedDocument.parse(json());
    expect(components.map(({ error, latest }) => error?.code ?? latest?.tag)).toEqual([
      "ERR_GITHUB_NOT_FOUND",
      "v1.0.0",
    ]);
  });
});
