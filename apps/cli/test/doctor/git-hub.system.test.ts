import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessOn, checksOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";
import { repositoryPath, runGit } from "@signalbox/testbed";
import { type GitHub, type GitHubOptions, setEnvironment, startGitHub } from "@signalbox/testbed/github";
import { describe, expect, it, onTestFinished } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import type { Config } from "../../src/config/load-config.js";
import { gitHubFindings } from "../../src/doctor/git-hub.js";
import type { Session } from "../../src/session.js";
import { openGitHub } from "../../src/wiring/git-hub.js";

const SLUG = "acme/config";
const USERS: GitHubOptions["users"] = [
  { login: "ada", token: "ada-token", permissions: { [SLUG]: "admin", "acme/attic": "admin", "acme/api": "admin" } },
  { login: "dev", token: "dev-token", permissions: { [SLUG]: "write" } },
  { login: "bob", token: "bob-token", permissions: { [SLUG]: "read" } },
  { login: "narrow", token: "narrow-token", scopes: ["gist"], permissions: { [SLUG]: "write" } },
  { login: "old", token: "old-token", expired: true },
  { login: "github-actions", token: "w-token", workflowToken: true, permissions: { [SLUG]: "write" } },
];
const REPOSITORIES: GitHubOptions["repositories"] = [
  {
    slug: SLUG,
    renamedFrom: "acme/conf",
    protections: {
      test: { requiredApprovals: 1, requiredChecks: ["build", "lint"], enforceAdmins: false },
      hidden: { unreadable: true },
    },
  },
  { slug: "acme/attic", archived: true },
  { slug: "acme/secret", private: true },
];
const WORKFLOW = "on: push\njobs:\n  build:\n    environment: production\n  deploy:\n    environment: Staging\n";

async function serve(options: Partial<GitHubOptions> = {}): Promise<GitHub> {
  const root = await mkdtemp(join(tmpdir(), "signalbox-doctor-"));
  const gitHub = await startGitHub({ root, users: USERS, repositories: REPOSITORIES, ...options });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  for (const slug of [SLUG, "acme/attic"]) {
    const path = repositoryPath(root, slug);
    const git = async (args: string[], input = "") =>
      (await runGit(path, args, { ...(input === "" ? {} : { input }), env: PERSON })).stdout.trim();
    const blob = await git(["hash-object", "-w", "--stdin"], WORKFLOW);
    const folder = await git(["mktree"], `100644 blob ${blob}\tci.yml\n`);
    const tree = await git(
      ["mktree"],
      `040000 tree ${await git(["mktree"], `040000 tree ${folder}\tworkflows\n`)}\t.github\n`,
    );
    const commit = await git(["commit-tree", tree, "-m", "ci"]);
    for (const branch of ["main", "dev", "test", "prod", "hidden"])
      await git(["update-ref", `refs/heads/${branch}`, commit]);
  }
  return gitHub;
}
const PERSON = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b" };

interface Choice {
  readonly login?: string;
  readonly slug?: string;
  readonly branches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What doctor says about one configuration repository, as lines. */
async function lines(gitHub: GitHub, { login = "ada", slug = SLUG, branches = [], env = {} }: Choice = {}) {
  const token = gitHub.state.user(login)?.token ?? "wrong-token";
  const environment = readEnvironment({ GITHUB_SERVER_URL: gitHub.url, GH_TOKEN: token, ...env });
  const configuration = { name: "config", repository: `${gitHub.url}/${slug}.git` };
  const config = { configuration, environments: branches.map((branch) => ({ name: branch, branch })) };
  const open = async () => {
    const { locate } = await openGitHub({
      env: environment,
      out: {},
      signal: new AbortController().signal,
    } as unknown as Session);
    const client = gitHubClient({ token, apiUrl: gitHub.apiUrl, spacingMs: 0, retries: 0 });
    return { access: accessOn(client), checks: checksOn(client), locate };
  };
  const found = await gitHubFindings({ config: config as unknown as Config, env: environment, open }, [configuration], {
    concurrency: 4,
  });
  return found.map(({ name, status, found: text }) => `${status} ${name}: ${text}`);
}

describe("the token", () => {
  it.each([
    { login: "ada", line: "ok GitHub token: GH_TOKEN; for ada; GitHub does not list what it may do" },
    { login: "narrow", line: "warning GitHub token: GH_TOKEN; for narrow; scopes gist" },
    { login: "old", line: "error GitHub token: GitHub does not accept the token (GET /)." },
    { login: "unknown", line: "error GitHub token: GitHub does not accept the token (GET /)." },
  ])("of $login", async ({ login, line }) => {
    expect(await lines(await serve(), { login })).toContain(line);
  });

  it("of a workflow is told apart, where it runs in one", async () => {
    const gitHub = await serve();
    const trap = expect.stringContaining("starts no workflow");
    expect(await lines(gitHub, { login: "github-actions", env: { GITHUB_ACTIONS: "true" } })).toContainEqual(trap);
    expect(await lines(gitHub, { login: "ada", env: { GITHUB_ACTIONS: "true" } })).not.toContainEqual(trap);
  });

  it("is missed, and nothing is asked without it", async () => {
    const gitHub = await serve();
    expect(await lines(gitHub, { env: { GH_TOKEN: "", PATH: "/nowhere" } })).toContain("warning GitHub token: none");
    expect(gitHub.requests).toEqual([]);
  });

  it("for github.com is not used elsewhere, and doctor says which one is", async () => {
    const environment = readEnvironment({ GH_HOST: "git.acme.example", GH_TOKEN: "abcd", PATH: "/nowhere" });
    const open = () => Promise.reject(new Error("nothing is asked"));
    const config = { configuration: null, environments: [] } as unknown as Config;
    const found = await gitHubFindings({ config, env: environment, open }, [], { concurrency: 1 });
    expect(found.at(-1)?.hint).toContain("for git.acme.example set GH_ENTERPRISE_TOKEN");
  });
});

describe("a repository", () => {
  it.each([
    {
      name: "that may be written",
      login: "dev",
      slug: SLUG,
      line: "ok config on GitHub: public, role write; whether this token may write too, GitHub does not say",
    },
    {
      name: "that may only be read",
      login: "bob",
      slug: SLUG,
      line: "warning config on GitHub: public, role read, the token may not write",
    },
    {
      name: "whose token lacks a scope",
      login: "narrow",
      slug: SLUG,
      line: "warning config on GitHub: public, role write, the token may not write",
    },
    {
      name: "that is archived",
      login: "ada",
      slug: "acme/attic",
      line: "warning config on GitHub: public, role admin, archived",
    },
    { name: "that was renamed", login: "ada", slug: "acme/conf", line: "warning config on GitHub: now acme/config" },
    {
      name: "that is private",
      login: "bob",
      slug: "acme/secret",
      line: "error config on GitHub: not found with this token",
    },
    {
      name: "that is not there",
      login: "ada",
      slug: "acme/none",
      line: "error config on GitHub: not found with this token",
    },
  ])("$name", async ({ login, slug, line }) => {
    expect(await lines(await serve(), { login, slug })).toContain(line);
  });

  it("that GitHub says nothing about is no error", async () => {
    const gitHub = await serve();
    gitHub.setFaults([{ match: /repos\/get$/, kind: "502" }]);
    const found = await lines(gitHub);
    expect(found).toContainEqual(expect.stringMatching(/^warning config on GitHub: GitHub failed with 502/));
  });
});

describe("a branch", () => {
  it("is protected, with what no workflow makes and who is exempt", async () => {
    const found = await lines(await serve(), { branches: ["dev", "test"] });
    expect(found).toContain("ok config: test: protected: a pull request; 1 approval; checks build, lint");
    expect(found).toContain("warning config: test: administrators are exempt from its protection");
    expect(found.filter((line) => line.includes("no workflow"))).toEqual([
      "warning config: test: asks for lint: no workflow of the default branch names it, and nothing reported it on the branch's head",
    ]);
    expect(found.filter((line) => line.includes("config: dev"))).toEqual([]);
  });

  it("is not protected, which matters where changes come by promotion", async () => {
    const found = await lines(await serve(), { branches: ["dev", "prod"] });
    expect(found.filter((line) => line.includes("not protected"))).toEqual([
      "warning config: prod: not protected: whoever may write can push to it",
    ]);
  });

  it("is protected in a way that the token may not see", async () => {
    const found = await lines(await serve(), { login: "dev", branches: ["hidden"] });
    expect(found).toContain("ok config: hidden: protected: whether there are more rules, this token may not see");
  });
});

describe("an environment that a workflow deploys to", () => {
  it("guards nothing when it does not exist or has no rules", async () => {
    const gitHub = await serve();
    const repository = gitHub.state.repository(SLUG);
    if (repository === undefined) throw new Error("no repository");
    setEnvironment(repository, "staging");
    expect((await lines(gitHub)).filter((line) => line.includes("environment"))).toEqual([
      "warning config: environment production: .github/workflows/ci.yml deploys to it, and it does not exist: nobody is asked",
      "warning config: environment Staging: .github/workflows/ci.yml deploys to it, and it has no rules: nobody is asked",
    ]);
    setEnvironment(repository, "staging", { reviewers: ["bob"] });
    setEnvironment(repository, "production", { waitMinutes: 5 });
    expect((await lines(gitHub)).filter((line) => line.includes("environment"))).toEqual([]);
  });
});

it("a clock that is wrong is told, and the server that is asked", async () => {
  const gitHub = await serve({ now: () => new Date(Date.now() + 3_600_000) });
  const found = await lines(gitHub);
  expect(found).toContainEqual(expect.stringMatching(/^warning clock: (3599|3600) s behind GitHub's$/));
  expect(found[0]).toBe(`ok GitHub server: ${gitHub.url}, REST ${gitHub.apiUrl}, GraphQL ${gitHub.graphqlUrl}`);
});
