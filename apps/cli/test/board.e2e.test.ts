import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryPath, runGit } from "@signalbox/testbed";
import { addBoard, type BoardRecord, checkRobot, type GitHub, startGitHub } from "@signalbox/testbed/github";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boardAction, boardCardsDocument, checksDocument } from "./support/git-hub-documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";

let folder: string;
let gitHub: GitHub;
let board: BoardRecord;
let head: string;

const PERSON = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "a@example.test",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "a@example.test",
};

async function firstCommit(path: string): Promise<string> {
  const tree = (await runGit(path, ["mktree"], { input: "" })).stdout.trim();
  const commit = (await runGit(path, ["commit-tree", tree, "-m", "first"], { env: PERSON })).stdout.trim();
  await runGit(path, ["update-ref", "refs/heads/main", commit]);
  return commit;
}

const cli = (...args: string[]): Promise<CliAnswer> =>
  signalbox(args, {
    cwd: folder,
    env: {
      GH_TOKEN: "ada-token",
      GITHUB_SERVER_URL: gitHub.url,
      GITHUB_API_URL: gitHub.apiUrl,
      GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
    },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "signalbox-board-"));
  gitHub = await startGitHub({
    root: folder,
    repositories: [{ slug: "acme/api" }],
    users: [{ login: "ada", token: "ada-token", scopes: ["repo", "project"], permissions: { "acme/api": "admin" } }],
  });
  head = await firstCommit(repositoryPath(folder, "acme/api"));
  board = addBoard(gitHub.state, {
    owner: "acme",
    number: 2,
    title: "Product",
    fields: { Release: ["16.11.0", "16.12.0"], Status: ["in-qa", "done"] },
    items: [
      {
        title: "Sync \u001b[2J\u001b]0;owned\u0007 | **slow** 🐢",
        issue: "acme/api#12",
        labels: ["Epic"],
        values: { Release: "16.11.0", Status: "done" },
      },
      { title: "A draft", values: { Release: "16.11.0" } },
    ],
  });
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify({ board: { owner: "acme", number: 2 } }));
});
afterAll(async () => {
  await gitHub.close();
  await rm(folder, { recursive: true, force: true });
  expect(gitHub.violations).toEqual([]);
});

describe("signalbox board", () => {
  it("lists the cards of a release, and lets none of them drive the terminal", async () => {
    const found = await cli("board", "cards", "--release", "16.11.0");
    expect(found).toMatchObject({ code: 0 });
    expect(found.stdout).toContain("2 cards of 16.11.0 on Product");
    expect(found.stdout).toContain("#12");
    expect(found.stdout).toContain("**slow** 🐢  done  Epic");
    expect(found.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    const json = await cli("board", "cards", "--release", "v16.11.0", "--board", "acme/2", "--json");
    expect(boardCardsDocument.parse(json.json())).toMatchObject({
      cards: [{ number: 12 }, { type: "draft", url: null }],
      warnings: [{ code: "board-release-spelling" }],
    });
  });

  it("says what is wrong with a name", async () => {
    expect((await cli("board", "cards", "--release", "16.11")).stderr).toContain("Did you mean 16.11.0");
    expect(await cli("board", "cards")).toMatchObject({ code: 2 });
    expect(await cli("board", "cards", "--release", "1", "--board", "acme")).toMatchObject({ code: 2 });
    expect(await cli("board", "active", "16.11.0", "--way", "magic")).toMatchObject({ code: 2 });
  });

  it("waits for a person who marks the release", async () => {
    const plan = await cli("board", "active", "16.11.0", "--dry-run", "--json");
    const { actions } = plan.json<{ actions: unknown[] }>();
    expect(actions.map((action) => boardAction.parse(action).type)).toEqual(["manual-step"]);
    const waiting = await cli("board", "active", "16.11.0", "--yes");
    expect(waiting).toMatchObject({ code: 3 });
    expect(waiting.stderr + waiting.stdout).toContain('add "Active" to its description');
    const field = board.fields.find(({ name }) => name === "Release");
    if (field === undefined) throw new Error("no field");
    field.options = field.options.map((option) => ({
      ...option,
      description: option.name === "16.11.0" ? "Active" : "",
    }));
    expect(await cli("board", "active", "16.11.0", "--yes")).toMatchObject({ code: 0 });
  });

  it("takes the mark off by sending all options back", async () => {
    const plan = await cli("board", "active", "16.11.0", "--off", "--way", "options", "--dry-run", "--json");
    const { actions } = plan.json<{ actions: unknown[] }>();
    expect(actions.map((action) => boardAction.parse(action).type)).toEqual(["replace-description"]);
    expect(await cli("board", "active", "16.11.0", "--off", "--way", "options", "--yes")).toMatchObject({ code: 0 });
    expect(board.fields[1]?.options.map(({ description }) => description)).toEqual(["", ""]);
    expect(board.items.map(({ values }) => values.size)).toEqual([2, 1]);
  });

  it("gives back in the next command what cards lost in one that did not come to its end", async () => {
    const valuesOf = () => board.items.map(({ values }) => values.size);
    board.forgetful = true;
    gitHub.setFaults([{ match: "query BoardItems", nth: 2, times: Infinity, kind: "502" }]);
    const cut = await cli("board", "active", "16.12.0", "--way", "options", "--yes");
    expect(cut.code).toBe(1);
    expect(valuesOf()).toEqual([1, 0]);
    gitHub.setFaults([]);
    const plan = await cli("board", "active", "16.12.0", "--way", "options", "--out", "plan.json");
    expect(plan.stdout).toContain("give 2 items back the Release");
    expect(await cli("apply", "plan.json", "--yes")).toMatchObject({ code: 0 });
    expect(valuesOf()).toEqual([2, 1]);
    expect((await cli("board", "active", "16.12.0", "--way", "options", "--dry-run", "--json")).json()).toMatchObject({
      actions: [],
    });
  }, 60_000);
});

describe("signalbox ci checks", () => {
  it("ends with 3 while some run, 4 when one failed, 0 when all passed", async () => {
    const robot = checkRobot(gitHub.host);
    const check = (...more: string[]) => cli("ci", "checks", "main", "-R", "acme/api", ...more);
    expect(await check()).toMatchObject({ code: 3 });
    robot.finish("acme/api", head, "build", "success");
    robot.start("acme/api", head, "test");
    const running = await check("--json");
    expect(running.code).toBe(3);
    expect(checksDocument.parse(running.json())).toMatchObject({
      repositories: [{ status: "wait", evidence: { commit: head, branch: "main", running: [{ name: "CI / test" }] } }],
    });
    robot.finish("acme/api", head, "test", "failure");
    const failed = await check();
    expect(failed).toMatchObject({ code: 4 });
    expect(failed.stdout).toContain("CI / test  failure");
    expect(await check("--ignore", "test")).toMatchObject({ code: 0 });
    expect(
      checksDocument.parse((await cli("ci", "checks", head, "-R", "acme/api", "-R", "acme/none", "--json")).json()),
    ).toMatchObject({ repositories: [{ status: "block" }, { error: { code: "ERR_GITHUB_NOT_FOUND" } }] });
  });
});
