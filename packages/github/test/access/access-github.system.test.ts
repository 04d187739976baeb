import { runGit } from "@signalbox/testbed";
import { type GitHubOptions, requireChecks, setEnvironment } from "@signalbox/testbed/github";
import { describe, expect, it } from "vitest";
import { accessOn, mayWrite } from "../../src/index.js";
import { clientOf, serveGitHub, SLUG } from "../support/git-hub.js";

const users: GitHubOptions["users"] = [
  { login: "ada", token: "ada-token", permissions: { [SLUG]: "admin", "acme/attic": "admin" } },
  { login: "dev", token: "dev-token", permissions: { [SLUG]: "write" } },
  { login: "bob", token: "bob-token", permissions: { [SLUG]: "read" } },
  { login: "classic", token: "c-token", scopes: ["repo", "read:org"], permissions: { [SLUG]: "write" } },
  { login: "narrow", token: "n-token", scopes: ["gist"], permissions: { [SLUG]: "write", "acme/secret": "write" } },
  { login: "old", token: "old-token", expired: true },
  { login: "github-actions", token: "w-token", workflowToken: true, permissions: { [SLUG]: "write" } },
];
const repositories: GitHubOptions["repositories"] = [
  { slug: SLUG, renamedFrom: "acme/cam" },
  { slug: "acme/attic", archived: true },
  { slug: "acme/secret", private: true },
];

const serve = async (options: Partial<GitHubOptions> = {}) => {
  const served = await serveGitHub({ users, repositories, ...options });
  return { ...served, access: (login: string) => accessOn(clientOf(served.gitHub, login)) };
};

describe("a token", () => {
  it.each([
    { login: "ada", kind: "fine-grained", name: "ada", scopes: null },
    { login: "classic", kind: "classic", name: "classic", scopes: ["repo", "read:org"] },
    { login: "github-actions", kind: "installation", name: null, scopes: null },
    { login: "nobody", kind: "none", name: null, scopes: null },
  ])("of $login is $kind", async ({ login, kind, name, scopes }) => {
    const { access } = await serve();
    expect(await access(login).readToken()).toMatchObject({ kind, login: name, scopes, skewMs: 0, expiresAt: null });
  });

  it("that has expired is refused", async () => {
    const { access } = await serve();
    await expect(access("old").readToken()).rejects.toMatchObject({ code: "ERR_GITHUB_AUTH" });
  });

  it("is asked for with the clock in view", async () => {
    const { access } = await serve({ now: () => new Date(Date.now() + 90_000) });
    const { skewMs } = await access("ada").readToken();
    expect(skewMs).toBeGreaterThan(80_000);
    expect(skewMs).toBeLessThanOrEqual(90_000);
  });
});

describe("a repository", () => {
  it.each([
    { login: "ada", slug: SLUG, role: "admin", may: null },
    { login: "dev", slug: SLUG, role: "write", may: null },
    { login: "bob", slug: SLUG, role: "read", may: false },
    { login: "classic", slug: SLUG, role: "write", may: true },
    { login: "narrow", slug: SLUG, role: "write", may: false },
    { login: "github-actions", slug: SLUG, role: "write", may: null },
    { login: "nobody", slug: SLUG, role: "read", may: false },
    { login: "ada", slug: "acme/attic", role: "admin", may: false },
  ])("$slug gives $login the role $role", async ({ login, slug, role, may }) => {
    const { access } = await serve();
    const found = await access(login).readRepository(slug);
    expect(found).toMatchObject({ role, isRenamed: false, isArchived: slug === "acme/attic", defaultBranch: "main" });
    expect(found && mayWrite(await access(login).readToken(), found)).toBe(may);
  });

  it.each([
    { name: "is private, and the token has no part in it", login: "bob", slug: "acme/secret" },
    { name: "is private, and the token lacks the scope", login: "narrow", slug: "acme/secret" },
    { name: "does not exist", login: "ada", slug: "acme/nothing" },
  ])("is null when it $name", async ({ login, slug }) => {
    const { access } = await serve();
    expect(await access(login).readRepository(slug)).toBe(null);
  });

  it("says so when it was renamed, also to who asked in other letters", async () => {
    const { access } = await serve();
    const found = await access("ada").readRepository("ACME/cam");
    expect(found).toMatchObject({ isRenamed: true, slug: { owner: "acme", repo: "camera" } });
    expect(await access("ada").readRepository("Acme/Camera")).toMatchObject({ isRenamed: false });
  });
});

describe("the protection of a branch", () => {
  const guarded: GitHubOptions["repositories"] = [
    {
      slug: SLUG,
      protections: {
        main: { requiredApprovals: 2, requiredChecks: ["build"], enforceAdmins: false },
        hidden: { unreadable: true },
      },
    },
  ];

  it("is told whole to an administrator", async () => {
    const { access } = await serve({ repositories: guarded });
    expect(await access("ada").readProtection(SLUG, "main")).toEqual({
      status: "present",
      hidden: null,
      needsPullRequest: true,
      approvals: 2,
      requiredChecks: [{ name: "build", appId: null }],
      exemptsAdmins: true,
    });
  });

  it.each(["dev", "github-actions"])("is known to be there by %s, who may not see all of it", async (login) => {
    const { access } = await serve({ repositories: guarded });
    expect(await access(login).readProtection(SLUG, "main")).toEqual({
      status: "present",
      hidden: expect.stringMatching(/Not Found|not accessible/),
      needsPullRequest: null,
      approvals: null,
      requiredChecks: [{ name: "build", appId: null }],
      exemptsAdmins: null,
    });
  });

  it.each(["ada", "dev"])("is absent, and %s is told so", async (login) => {
    const { access } = await serve();
    expect(await access(login).readProtection(SLUG, "main")).toMatchObject({ status: "absent", hidden: null });
  });

  it("is of rulesets too", async () => {
    const { access, gitHub } = await serve();
    const repository = gitHub.state.repository(SLUG);
    if (repository !== undefined) requireChecks(repository, "main", [{ context: "test", integration_id: 15368 }]);
    expect(await access("dev").readProtection(SLUG, "main")).toMatchObject({
      status: "present",
      requiredChecks: [{ name: "test", appId: 15368 }],
    });
  });

  it("may be hidden, rulesets included", async () => {
    const { access, commit } = await serve({ repositories: guarded });
    await commit("hidden", "first");
    expect(await access("dev").readProtection(SLUG, "hidden")).toMatchObject({
      status: "present",
      hidden: expect.stringContaining("not accessible"),
      approvals: null,
    });
  });

  it("is null where there is no such branch", async () => {
    const { access } = await serve();
    expect(await access("ada").readProtection(SLUG, "release/1.0")).toBe(null);
  });
});

describe("environments and workflows", () => {
  it("are listed with who must agree", async () => {
    const { access, gitHub } = await serve();
    const repository = gitHub.state.repository(SLUG);
    if (repository !== undefined) {
      setEnvironment(repository, "prod", { reviewers: ["ada"], waitMinutes: 30 });
      setEnvironment(repository, "test");
    }
    expect(await access("bob").listEnvironments(SLUG)).toEqual([
      { name: "prod", reviewers: ["ada"], waitMinutes: 30, hasOtherRules: false },
      { name: "test", reviewers: [], waitMinutes: 0, hasOtherRules: false },
    ]);
    expect(await access("bob").listEnvironments("acme/secret")).toBe(null);
  });

  it("are read as they are, from the default branch", async () => {
    const { access, path } = await serve();
    expect(await access("bob").listWorkflows(SLUG)).toEqual([]);
    const text = `name: Größe 🚂\non: push\n# ${"x".repeat(100)}\n`;
    const blob = (await runGit(path, ["hash-object", "-w", "--stdin"], { input: text })).stdout.trim();
    const tree = async (lines: string) => (await runGit(path, ["mktree"], { input: lines })).stdout.trim();
    const files = await tree(`100644 blob ${blob}\tci.yml\n100644 blob ${blob}\tREADME.md\n`);
    const top = await tree(`040000 tree ${await tree(`040000 tree ${files}\tworkflows\n`)}\t.github\n`);
    const env = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b" };
    const commit = (await runGit(path, ["commit-tree", top, "-m", "ci"], { env })).stdout.trim();
    await runGit(path, ["update-ref", "refs/heads/main", commit]);
    expect(await access("bob").listWorkflows(SLUG)).toEqual([{ path: ".github/workflows/ci.yml", text }]);
  });
});
