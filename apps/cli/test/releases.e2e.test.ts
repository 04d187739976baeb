import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, repositoryPath, runGit } from "@signalbox/testbed";
import { buildRobot, type GitHub, startGitHub } from "@signalbox/testbed/github";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { errorDocument, severalReceipts } from "./support/documents.js";
import {
  draftPlan,
  notesPlan,
  publishPlan,
  releaseStatusDocument,
  uploadPlan,
} from "./support/git-hub-release-documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";
import { weeklyReleaseSteps } from "../src/templates/release-steps.js";

const SLUGS = ["acme/api", "acme/web"];
const PERSON = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.test",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.test",
};

let gitHub: GitHub;
let folder: string;
const heads = new Map<string, string>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "releases-"));
  for (const slug of SLUGS) {
    const path = await createBareRepository(join(folder, "git"), slug, { defaultBranch: "main" });
    const tree = (await runGit(path, ["mktree"], { input: "" })).stdout.trim();
    const commit = (await runGit(path, ["commit-tree", tree, "-m", "first"], { env: PERSON })).stdout.trim();
    await runGit(path, ["update-ref", "refs/heads/main", commit]);
    heads.set(slug, commit);
  }
  const permissions = Object.fromEntries(SLUGS.map((slug) => [slug, "write" as const]));
  gitHub = await startGitHub({
    root: join(folder, "git"),
    repositories: SLUGS.map((slug) => ({ slug })),
    users: [{ login: "ada", token: "ada-secret-token", permissions }],
  });
  const components = [
    { name: "api", repository: "acme/api", mainline: "main" },
    {
      name: "web",
      repository: "acme/web",
      mainline: "main",
      tagPattern: "web-{version}",
      release: { owner: "release-first" },
    },
    { name: "docs", repository: "acme/docs", policy: { githubRelease: false } },
  ];
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify({ components }));
  await writeFile(join(folder, "notes.md"), "- Better maps 🗺️\n");
});

afterEach(async () => {
  await gitHub.close();
  await rm(folder, { recursive: true, force: true });
  expect(gitHub.violations).toEqual([]);
});

const cli = (...args: string[]): Promise<CliAnswer> =>
  signalbox(args, {
    cwd: folder,
    env: {
      GITHUB_SERVER_URL: gitHub.url,
      GITHUB_API_URL: gitHub.apiUrl,
      GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
      GH_TOKEN: "ada-secret-token",
    },
  });
const at = (slug: string, ref: string): Promise<string> =>
  runGit(repositoryPath(join(folder, "git"), slug), ["rev-parse", "-q", "--verify", ref], { accept: [0, 1] }).then(
    ({ stdout }) => stdout.trim(),
  );

describe("release", () => {
  it("drafts, publishes and shows the releases of all components", async () => {
    const draft = ["release", "draft", "--tag", "1.2.0", "--notes-file", "notes.md", "--json"];
    const planned = await cli(...draft, "--dry-run");
    expect([planned.code, planned.stderr]).toEqual([0, ""]);
    const { plans } = planned.json<{ plans: unknown[] }>();
    expect(plans.map((plan) => draftPlan.parse(plan).actions[0]?.tag)).toEqual(["v1.2.0", "web-1.2.0"]);
    expect(gitHub.requests).toHaveLength(1);
    const drafted = await cli(...draft, "--yes");
    expect(severalReceipts.parse(drafted.json()).receipts.map(({ applied }) => applied[0]?.outcome)).toEqual([
      "done",
      "done",
    ]);
    expect((await cli(...draft, "--dry-run", "--detailed-exitcode")).code).toBe(0);
    expect(await at("acme/web", "refs/tags/web-1.2.0")).toBe("");

    const notes = await cli(
      "release",
      "notes",
      "--tag",
      "v1.2.0",
      "-R",
      "api",
      "--notes-file",
      "notes.md",
      "--json",
      "--dry-run",
    );
    expect(notesPlan.parse(notes.json()).actions).toEqual([]);

    const untagged = await cli("release", "publish", "--tag", "1.2.0", "-R", "api", "--yes", "--json");
    expect([untagged.code, errorDocument.parse(untagged.json()).error.message]).toEqual([
      2,
      "acme/api has no tag v1.2.0.",
    ]);
    const everywhere = await cli("release", "publish", "--tag", "1.2.0", "--yes", "--json");
    expect([everywhere.code, errorDocument.parse(everywhere.json()).error.message]).toEqual([
      2,
      "acme/api has no tag v1.2.0. acme/web has no tag web-1.2.0, and nothing says what is released.",
    ]);
    await runGit(repositoryPath(join(folder, "git"), "acme/api"), [
      "update-ref",
      "refs/tags/v1.2.0",
      heads.get("acme/api") ?? "",
    ]);
    const publish = ["release", "publish", "--tag", "1.2.0", "--target", "main", "--json"];
    const toPublish = (await cli(...publish, "--dry-run")).json<{ plans: unknown[] }>();
    expect(toPublish.plans.map((plan) => publishPlan.parse(plan).actions[0]?.tagCommit)).toEqual([
      heads.get("acme/api"),
      null,
    ]);
    const published = await cli(...publish, "--yes");
    expect(published.code).toBe(0);
    expect(await at("acme/web", "refs/tags/web-1.2.0")).toBe(heads.get("acme/web"));
    expect((await cli(...publish, "--dry-run", "--detailed-exitcode")).code).toBe(0);

    const status = await cli("release", "status", "--json");
    const report = releaseStatusDocument.parse(status.json());
    expect(report.product).toEqual({ version: "1.2.0", components: ["api", "web"] });
    gitHub.setFaults([{ match: "listReleases", kind: "502" }]);
    const text = await cli("release", "status");
    expect(text.stderr).toContain("waiting: GitHub did not answer; asking again");
    expect(text.stdout).toContain("The product is at 1.2.0: api, web.");
    expect(
      [planned, drafted, published, status, text].map(({ stdout, stderr }) => stdout + stderr).join(),
    ).not.toContain("ada-secret-token");
  });

  it("uploads files, and goes on where some are there", async () => {
    buildRobot(gitHub.host, "ada").build("acme/api", "v1.2.0", { "a.deb": "deb" });
    await writeFile(join(folder, "a.deb"), "deb");
    await writeFile(join(folder, "b.deb"), "more");
    const upload = ["release", "upload", "a.deb", "b.deb", "--tag", "1.2.0", "-R", "api"];
    const planned = await cli(...upload, "--json", "--out", "plan.json");
    expect(uploadPlan.parse(planned.json()).actions.map(({ name }) => name)).toEqual(["b.deb"]);
    const applied = await cli("apply", "plan.json", "--yes", "--json");
    expect(applied.json()).toMatchObject({
      kind: "upload-asset",
      applied: [{ outcome: "done", result: { name: "b.deb", isVerified: true } }],
    });
    await writeFile(join(folder, "a.deb"), "bed");
    expect(await cli(...upload, "--dry-run")).toMatchObject({
      code: 4,
      stdout: expect.stringContaining("give --replace."),
    });
  });

  it("says in which command a word is missing", async () => {
    expect((await cli("release", "draft")).stderr).toContain("Which release is meant?");
    expect((await cli("release", "notes", "--tag", "1.2.0")).stderr).toContain("There are no notes to write.");
    expect((await cli("release", "publish", "--tag", "1.2.0", "--latest", "yes")).stderr).toContain(
      "--latest must be one of true, false, legacy",
    );
    expect((await cli("release", "upload", "a.deb", "--tag", "1.2.0")).stderr).toContain("one repository");
    expect(gitHub.requests).toEqual([]);
  });
});

describe("a train", () => {
  it("tags, drafts and publishes, waits for CI, and goes on when the files are there", async () => {
    const components = SLUGS.map((slug) => ({
      name: slug.replace("acme/", ""),
      repository: `${gitHub.url}/${slug}.git`,
      release: { assets: ["{part}_{version}.deb"], values: { part: slug.replace("acme/", "") } },
    }));
    const releases = components.map(({ name, repository }) => ({
      name,
      release: { repository, version: "next-minor" },
    }));
    const steps = [
      { id: "unreleased", type: "read", uses: "unreleased", with: { components } },
      {
        id: "tag",
        type: "operation",
        uses: "tag-release",
        forEach: releases,
        with: { $ref: "item.release" },
        needs: ["unreleased"],
      },
      ...weeklyReleaseSteps({ components, pollMs: 500, reported: "unreleased", tagged: "tag" }),
    ];
    const identity = { name: "Train", email: "train@example.test" };
    const config = { components, identity, trains: { ship: { title: "Ship", steps } } };
    await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config));

    const waiting = await cli("run", "ship", "--yes", "--json");
    expect([waiting.code, waiting.stderr]).toEqual([3, ""]);
    expect(await at("acme/api", "refs/tags/v0.1.0^{commit}")).toBe(heads.get("acme/api"));
    const writes = gitHub.requests.filter(({ operation }) => /(create|update)-release$/.test(operation ?? ""));
    expect(writes.map(({ operation, status }) => [operation, status]).sort()).toEqual([
      ["repos/create-release", 201],
      ["repos/create-release", 201],
      ["repos/update-release", 200],
      ["repos/update-release", 200],
    ]);
    const ci = buildRobot(gitHub.host, "ada");
    for (const { name } of components) ci.build(`acme/${name}`, "v0.1.0", { [`${name}_0.1.0.deb`]: "deb" });
    const ended = await cli("resume", "--json");
    expect([ended.code, ended.json().state ?? ended.json().status]).toEqual([0, expect.anything()]);
    expect(gitHub.requests.filter(({ operation }) => operation === "repos/create-release")).toHaveLength(2);
    const status = releaseStatusDocument.parse((await cli("release", "status", "--json")).json());
    expect(status.product).toEqual({ version: "0.1.0", components: ["api", "web"] });
  });
});
