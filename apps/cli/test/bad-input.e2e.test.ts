import { appendFile, cp, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBareRepository, history, runGit } from "@signalbox/testbed";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { errorDocument, promotePlan, runDocument, runsDocument, trainPlan } from "./support/documents.js";
import { interruptAt, type CliAnswer } from "./support/run-cli.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

let served: ServedWorld;
let before: Awaited<ReturnType<ServedWorld["refs"]>>;
beforeAll(async () => {
  served = await serveWorld({ components: 1 });
  before = await served.refs();
});
afterAll(() => served.close());

const told = new Set<string>();

/** Every error: the documented shape, a hint, no stack, and, once for each code, the same for people and scripts. */
async function expectError(args: readonly string[], exit: number, code: string, cwd?: string): Promise<CliAnswer> {
  const call = cwd === undefined ? {} : { cwd };
  const answer = await served.cli([...args, "--json"], call);
  const { error } = errorDocument.parse(answer.json());
  expect([answer.code, error.code, error.hint.length > 0]).toEqual([exit, code, true]);
  if (told.has(code)) return answer;
  told.add(code);
  const { stderr } = await served.cli(args, call);
  expect(stderr).toContain(`[${code}]`);
  expect(stderr).toContain("hint:");
  expect(stderr).not.toMatch(/^\s+at /m);
  return answer;
}

const inFolder = async (name: string): Promise<string> => {
  const folder = join(served.folder, name);
  await mkdir(folder, { recursive: true });
  return folder;
};

describe("the command line", () => {
  it.each([
    [["promot"], "Did you mean `signalbox promote`?"],
    [["promote", "--dryrun"], "Did you mean --dry-run?"],
    [["promote", "test"], "promote --help"],
    [["unreleased", "--concurrency", "many"], "--concurrency 4"],
    [["unreleased", "nowhere"], "owner/name"],
  ])("%j is a usage error with a way out", async (args, way) => {
    const answer = await expectError(args, 2, "ERR_USAGE");
    expect(answer.stdout).toContain(way);
  });
});

describe("a wrong configuration", () => {
  afterEach(() => served.writeConfig());

  it("is told as a whole, with paths and values", async () => {
    await served.writeConfig({ components: [{ name: "x" }], environments: "prod", concurrency: 0 });
    const answer = await expectError(["status"], 2, "ERR_CONFIG_INVALID");
    const { details } = errorDocument.parse(answer.json()).error;
    expect(details).toMatchObject({
      issues: [
        { path: "components.0.repository" },
        { path: "environments", value: "prod" },
        { path: "concurrency", value: 0 },
      ],
    });
  });

  it("has a train whose faults are told as a whole", async () => {
    const steps = [
      { id: "a", type: "gate", uses: "soak", needs: ["b"] },
      { id: "c", type: "read", uses: "nothing" },
    ];
    await served.writeConfig({ trains: { odd: { steps } } });
    const answer = await expectError(["plan", "odd"], 2, "ERR_TRAIN_INVALID");
    expect(JSON.stringify(answer.json())).toMatch(/steps\.0\.needs.*steps\.1\.uses/s);
    await expectError(["plan", "wekly"], 2, "ERR_TRAIN_NOT_FOUND");
  });
});

describe("repositories", () => {
  const promote = (repository: string): readonly string[] => ["promote", "test", "prod", "-R", repository, "--yes"];

  it("unreachable", async () => {
    await expectError(promote("http://127.0.0.1:9/x.git"), 1, "ERR_REMOTE_UNREACHABLE");
    await expectError(promote(`${served.server.url}/none.git`), 1, "ERR_REPOSITORY_NOT_FOUND");
    await expectError(promote("./none"), 1, "ERR_REPOSITORY_NOT_FOUND");
  });

  it("empty", async () => {
    await createBareRepository(join(served.folder, "remotes"), "empty");
    await expectError(promote(`${served.server.url}/empty.git`), 1, "ERR_REPOSITORY_EMPTY");
  });

  it("a branch is missing: exit 4, with near names", async () => {
    const answer = await served.cli("promote tset prod --yes --json");
    expect(answer.code).toBe(4);
    expect(promotePlan.parse(answer.json()).problems).toMatchObject([
      { code: "ERR_BRANCH_MISSING", hint: expect.stringContaining("test") },
    ]);
  });

  it("a branch and a tag of one name: a warning, and the branch is meant", async () => {
    const path = await createBareRepository(join(served.folder, "remotes"), "twice");
    const told = history({ seed: 1, endAt: new Date() });
    told.commits("prod", 2);
    told.tag("test", "prod");
    told.branch("test", "prod");
    told.commit("test");
    const { oidOf } = await told.write(path);
    const answer = await served.cli([
      "promote",
      "test",
      "prod",
      "-R",
      `${served.server.url}/twice.git`,
      "--dry-run",
      "--json",
    ]);
    expect(answer.code).toBe(0);
    const { warnings, facts } = promotePlan.parse(answer.json());
    expect(warnings).toMatchObject([{ code: "tag-has-branch-name" }]);
    expect(facts.changes).toMatchObject([{ commit: oidOf("test") }]);
  });

  it("a conflict: exit 5 with path and kind, and nothing is written", async () => {
    const path = await createBareRepository(join(served.folder, "remotes"), "clash");
    const told = history({ seed: 2, endAt: new Date() });
    told.commit("prod", { files: { pin: "1\n" } });
    told.branch("test", "prod");
    told.commit("test", { files: { pin: "2\n" } });
    told.commit("prod", { files: { pin: "3\n" } });
    await told.write(path);
    const answer = await served.cli([
      "promote",
      "test",
      "prod",
      "-R",
      `${served.server.url}/clash.git`,
      "--yes",
      "--json",
    ]);
    expect(answer.code).toBe(5);
    expect(promotePlan.parse(answer.json())).toMatchObject({
      actions: [],
      facts: { conflicts: [{ path: "pin", kind: "content" }] },
    });
  });

  it("a shallow clone is refused; a detached one is read by its remote's branches", async () => {
    const folder = await inFolder("clones");
    await runGit(folder, ["clone", "--quiet", "--depth=1", served.configuration, "shallow"]);
    await runGit(folder, ["clone", "--quiet", served.configuration, "detached"]);
    await runGit(join(folder, "detached"), ["checkout", "--quiet", "--detach", "origin/dev~1"]);
    await expectError(["promote", "test", "prod", "-R", "./clones/shallow", "--dry-run"], 1, "ERR_REPOSITORY_SHALLOW");
    const answer = await served.cli("promote test prod -R ./clones/detached --dry-run --json");
    expect(promotePlan.parse(answer.json()).facts.changes).toHaveLength(
      served.world.configuration.expectedChanges.prod,
    );
  });

  afterAll(async () => expect(await served.refs()).toEqual(before));
});

describe("plans", () => {
  it("edited by hand: refused, nothing written", async () => {
    await served.cli("promote test prod --out promote.json");
    await served.cli("plan weekly --out train.json");
    for (const [file, edit] of [
      ["promote.json", /"ref": "refs\/heads\/update-prod"/],
      ["train.json", /"maxAgeDays": 13/],
    ] as const) {
      const text = await readFile(join(served.folder, file), "utf8");
      await writeFile(
        join(served.folder, file),
        text.replace(edit, (found) => found.replace(/update-prod|13/, "99")),
      );
      await expectError(["apply", file, "--yes"], 5, "ERR_PLAN_TAMPERED");
    }
    expect(await served.refs()).toEqual(before);
  });

  it("reality changed between plan and run: stale, the difference shown, nothing written and no run made", async () => {
    await served.cli("plan weekly --out stale.json");
    await served.cli("promote test prod --out stale-promote.json");
    const { path } = served.world.configuration;
    const parent = (await runGit(path, ["rev-parse", "test"])).stdout.trim();
    const tree = (await runGit(path, ["rev-parse", "dev^{tree}"])).stdout.trim();
    const commit = (
      await runGit(path, ["-c", "user.name=x", "-c", "user.email=x@y", "commit-tree", tree, "-p", parent, "-m", "late"])
    ).stdout.trim();
    await runGit(path, ["update-ref", "refs/heads/test", commit]);
    const changed = await served.refs();

    const answer = await expectError(["run", "weekly", "--plan", "stale.json", "--yes"], 5, "ERR_PLAN_STALE");
    expect(answer.json()).toMatchObject({
      error: {
        details: {
          differences: [{ step: "promote-prod", added: [{ type: "push-branch" }], removed: [{ type: "push-branch" }] }],
        },
      },
    });
    expect((await served.cli("run weekly --plan stale.json --yes")).stderr).toMatch(
      /- approved: Push the merge.*\n.*\+ now: +Push the merge/,
    );
    await expectError(["apply", "stale-promote.json", "--yes"], 5, "ERR_PLAN_STALE");
    expect(await served.refs()).toEqual(changed);
    expect(runsDocument.parse((await served.cli("runs --json")).json()).runs).toEqual([]);
    await runGit(path, ["update-ref", "refs/heads/test", parent]);
  });
});

describe("journals", () => {
  let run = "";
  let journal = "";
  const restored = async (name: string): Promise<string> => {
    await cp(join(served.folder, ".signalbox"), join(served.folder, name), { recursive: true });
    return join(served.folder, name, "runs", run, "journal.jsonl");
  };

  beforeAll(async () => {
    run = runDocument.parse((await served.cli("run weekly --yes --json")).json()).run;
    journal = join(served.folder, ".signalbox", "runs", run, "journal.jsonl");
  });

  it("cut anywhere: goes on", async () => {
    const bytes = await readFile(journal);
    const lastLine = bytes.lastIndexOf(10, bytes.length - 2) + 1;
    const firstLine = bytes.indexOf(10) + 1;
    const middle = Math.floor((firstLine + bytes.length) / 2);
    for (const length of [bytes.length - 1, bytes.length - 40, lastLine, middle, firstLine + 60]) {
      const copy = await restored(`cut-${length}`);
      await truncate(copy, length);
      const answer = await served.cli(["resume", "--json", "--state-dir", `cut-${length}`]);
      // A decision that was cut away is asked for again; nothing else is.
      const asked = runDocument.parse(answer.json()).waits[0]?.step;
      expect([length, answer.code, asked]).toEqual([length, 3, length < middle ? "plan" : "sign-off"]);
    }
  });

  it("a changed byte: refused, the line named", async () => {
    const text = await readFile(await restored("changed"), "utf8");
    const lines = text.split("\n");
    const changed = lines.findIndex((line) => line.includes('"key":"compare-prod"'));
    lines[changed] = lines[changed]!.replace("compare-prod", "compare-prdo");
    await writeFile(join(served.folder, "changed", "runs", run, "journal.jsonl"), lines.join("\n"));
    const answer = await expectError(["resume", run, "--state-dir", "changed"], 1, "ERR_JOURNAL_DAMAGED");
    expect(answer.json()).toMatchObject({
      error: { message: expect.stringContaining(`line ${changed + 1}`), details: { line: changed + 1 } },
    });
    expect((await served.cli("runs --state-dir changed --json")).json()).toMatchObject({
      runs: [{ run, error: { code: "ERR_JOURNAL_DAMAGED" } }],
    });
  });

  it("text behind it: refused", async () => {
    await appendFile(await restored("longer"), '{"seq":99}\n');
    await expectError(["resume", run, "--state-dir", "longer"], 1, "ERR_JOURNAL_DAMAGED");
  });

  it("a train that changed since: refused, exit 5", async () => {
    await served.writeConfig({ approvers: ["eve"] });
    await expectError(["resume", run], 5, "ERR_TRAIN_CHANGED");
    await served.writeConfig();
  });

  it("a second run beside one with the same parameters: refused, exit 6, until it is asked for", async () => {
    const answer = await expectError(["run", "weekly", "--yes"], 6, "ERR_RUN_OPEN");
    expect(answer.json()).toMatchObject({ error: { hint: expect.stringContaining(`signalbox resume ${run}`) } });
    expect((await served.cli("run weekly --dry-run")).code).toBe(0);
  });

  it("several open runs: named, exit 2", async () => {
    const other = runDocument.parse((await served.cli("run weekly --yes --beside --json")).json()).run;
    const answer = await expectError(["resume"], 2, "ERR_RUN_NOT_CHOSEN");
    expect(answer.stdout).toContain(other);
    expect((await served.cli(["abort", other, "--reason", "one is enough", "--yes"])).code).toBe(0);
    await expectError(["approve", other, "sign-off"], 2, "ERR_NOT_WAITING");
    await expectError(["resume", "weekly-never"], 2, "ERR_RUN_NOT_FOUND");
  });

  it("two operators at once: the second sees who holds the lock, exit 6", async () => {
    const answers: Promise<CliAnswer>[] = [];
    const first = await served.cli(["resume", run, "--wait"], {
      onStderr: (text, child) => {
        if (answers.length > 0 || !text.includes("prod-merged: waiting")) return;
        const second = served.cli(["resume", run, "--json"]);
        answers.push(second);
        void second.finally(() => child.kill("SIGINT"));
      },
      onStart: () => void served.cli(["approve", run, "sign-off", "--as", "mara"]),
    });
    expect(first.code).toBe(130);
    const second = await answers[0]!;
    expect(second.code).toBe(6);
    expect(errorDocument.parse(second.json()).error).toMatchObject({
      code: "ERR_RUN_LOCKED",
      message: expect.stringMatching(/process \d+/),
    });
  });

  it("Ctrl-C while it waits: 130, and the run goes on afterwards", async () => {
    const cut = await served.cli(["resume", run, "--wait"], { onStderr: interruptAt("prod-merged: waiting") });
    expect([cut.code, cut.stderr.includes("signalbox resume")]).toEqual([130, true]);
    expect(runDocument.parse((await served.cli(["resume", run, "--json"])).json()).waits).toMatchObject([
      { step: "prod-merged" },
    ]);
  });
});

it("Ctrl-C at any time of a run: 130 or its own end, and resumable", async () => {
  await served.cli([
    "abort",
    runsDocument.parse((await served.cli("runs --json")).json()).runs[0]!.run,
    "--reason",
    "done",
    "--yes",
  ]);
  for (const delayMs of [60, 150, 300, 500, 800]) {
    const cut = await served.cli("run weekly --yes --json", {
      onStart: (child) => void setTimeout(() => child.kill("SIGINT"), delayMs),
    });
    expect([130, 3, null]).toContain(cut.code);
    const open = runsDocument
      .parse((await served.cli("runs --json")).json())
      .runs.filter(({ status }) => status !== "aborted");
    for (const { run } of open) {
      const resumed = await served.cli(["resume", run, "--json"]);
      expect(resumed.code).toBe(3);
      expect(runDocument.parse(resumed.json()).waits).toHaveLength(1);
      await served.cli(["abort", run, "--reason", "next try", "--yes"]);
    }
  }
  expect(trainPlan.parse((await served.cli("plan weekly --json")).json()).problems).toEqual([]);
});
