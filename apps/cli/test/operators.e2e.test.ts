import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { runGit } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decisionDocument, logDocument, runDocument, trainPlan, unreleasedDocument } from "./support/documents.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

let served: ServedWorld;
beforeAll(async () => (served = await serveWorld({ components: 1, approvers: ["mara", "jonas"] })));
afterAll(() => served.close());

const start = async (args: string): Promise<ReturnType<typeof runDocument.parse>> =>
  runDocument.parse((await served.cli(`run weekly --yes --as mara --json ${args}`.trim())).json());
const abort = (run: string) => served.cli(["abort", run, "--reason", "done here", "--yes", "--as", "jonas"]);

describe("an operator who decides twice", () => {
  let run = "";
  let items: readonly string[] = [];
  beforeAll(async () => {
    const document = await start("");
    run = document.run;
    items = document.waits[0]!.items.map(({ id }) => id);
  });
  afterAll(() => abort(run));

  it("signs an item by the beginning of its id, and is told in full what was signed", async () => {
    const answer = await served.cli([
      "approve",
      run,
      "sign-off",
      "--as",
      "mara",
      "--item",
      items[0]!.slice(0, 7),
      "--json",
    ]);
    expect(decisionDocument.parse(answer.json())).toMatchObject({
      items: [items[0]],
      open: items.slice(1),
      signed: [items[0]],
      total: items.length,
    });
    const none = await served.cli(["approve", run, "sign-off", "--as", "mara", "--item", "zzz", "--json"]);
    expect([none.code, none.json()]).toMatchObject([2, { error: { code: "ERR_ITEM_UNKNOWN" } }]);
  });

  it("is told who did it before, whether or not the run has heard it", async () => {
    const all = await served.cli(["approve", run, "sign-off", "--as", "jonas"]);
    const count = items.length;
    expect(all.stdout).toContain(`approved sign-off as jonas: signed ${count - 1} of ${count} changes`);
    const runs = (await served.cli("runs")).stdout;
    expect(runs).toMatch(/approved 1 item by mara \d+ s ago\n +approved by jonas \d+ s ago\n +next: signalbox resume/);
    const status = (await served.cli(["status", run])).stdout;
    expect([status.includes(items[0]!), status.includes("next: signalbox approve")]).toEqual([false, false]);
    const again = await served.cli(["approve", run, "sign-off", "--as", "mara"]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/sign-off was approved already by jonas/) });
    await served.cli(["resume", run]);
    const late = await served.cli(["approve", run, "sign-off", "--as", "mara", "--json"]);
    expect([late.code, decisionDocument.parse(late.json()).already?.by.as]).toEqual([0, "jonas"]);
    const reject = await served.cli(["reject", run, "sign-off", "--as", "mara", "--reason", "stop", "--json"]);
    expect([reject.code, reject.json()]).toMatchObject([5, { error: { code: "ERR_ALREADY_DECIDED" } }]);
    const { entries } = logDocument.parse((await served.cli(["log", run, "--json"])).json());
    const heard = entries.filter(({ type, step }) => type === "signal-received" && step === "sign-off");
    expect(heard.map(({ text }) => text)).toEqual([`approve ${items[0]} by mara`, "approve by jonas"]);
  });

  it("ends a run only with a reason, under a name, and only once", async () => {
    expect(await served.cli(["abort", run, "--yes"])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--reason/),
    });
    // `abort` has no --dry-run to be sent to.
    expect((await served.cli(["abort", run, "--reason", "x"])).stderr).toMatch(
      /signalbox status .*--yes.*ERR_NEEDS_YES/s,
    );
    expect(await abort(run)).toMatchObject({ code: 0, stdout: expect.stringContaining("is ended by jonas") });
    expect(await abort(run)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/by jonas: done here.*ERR_RUN_ENDED/s),
    });
  });
});

describe("a gate that blocks before the run", () => {
  it("is waived by name with a reason, which those who approve see and the journal keeps", async () => {
    const between = { repository: served.configuration, from: "test", to: "prod", maxAgeDays: 0 };
    const gate = { id: "old", type: "gate", uses: "previous-release-promoted", with: between };
    const approval = { id: "ok", type: "approval", question: "May it go on?", needs: ["old"] };
    await served.writeConfig({ trains: { gated: { steps: [gate, approval] } } });
    const blocked = await served.cli("plan gated --out plan.json --json");
    const plan = trainPlan.parse(blocked.json());
    expect([blocked.code, plan.problems.map(({ code }) => code)]).toEqual([4, ["ERR_GATE_BLOCKED"]]);
    expect(plan.problems[0]!.hint).toMatch(/signalbox plan gated --out plan\.json --waive old --reason "<why>"$/);
    expect(await served.cli("run gated --yes --waive old")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--reason/),
    });

    const waived = await served.cli([
      "run",
      "gated",
      "--waive",
      "old",
      "--reason",
      "merged by hand",
      "--yes",
      "--json",
    ]);
    const { run, waits } = runDocument.parse(waived.json());
    expect([waived.code, waits.map(({ step }) => step)]).toEqual([3, ["plan"]]);
    expect(waits[0]!.reason).toContain("Waives old: merged by hand.");
    await served.cli(["approve", run, "plan", "--as", "mara"]);
    expect(runDocument.parse((await served.cli(["resume", run, "--json"])).json())).toMatchObject({
      steps: [
        { step: "old", status: "finished" },
        { step: "ok", status: "waiting" },
      ],
    });
    await abort(run);
    await served.writeConfig();
  });
});

describe("a newcomer", () => {
  it("without a configuration is told how to get one, by plan as by run", async () => {
    for (const command of ["plan", "run"])
      expect(await served.cli([command, "weekly", "-C", "/"])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/signalbox init weekly/),
      });
  });

  it("whose repository cannot be reached sees a failure, not a gate", async () => {
    await served.writeConfig({ components: [{ name: "gone", repository: "http://127.0.0.1:1/gone.git" }] });
    const steps = ["plan", "weekly", "--only", "tag", "--reason", "a look", "--json"];
    const answer = await served.cli(steps);
    expect(trainPlan.parse(answer.json()).problems.map(({ code }) => code)).toContain("ERR_REMOTE_UNREACHABLE");
    expect(answer.code).toBe(1);
    await served.writeConfig();
  });

  it("is warned of a clone that nobody fetched for long, until it is fetched", async () => {
    const name = served.world.repositories[0]!.name;
    const clone = join(served.folder, "clone");
    await runGit(served.folder, ["clone", "--quiet", served.server.urlOf(name), clone]);
    const old = new Date(Date.now() - 3 * 86_400_000);
    await utimes(join(clone, ".git", "packed-refs"), old, old);
    const codes = async (): Promise<readonly string[]> =>
      unreleasedDocument
        .parse((await served.cli(["unreleased", clone, "--json"])).json())
        .components.flatMap(({ warnings }) => warnings.map(({ code }) => code));
    expect(await codes()).toContain("clone-not-fetched");
    await runGit(clone, ["fetch", "--quiet"]);
    expect(await codes()).not.toContain("clone-not-fetched");
  });
});
