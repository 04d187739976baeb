import { EXIT } from "../exit-codes.js";
import type { RunSummary } from "../trains/run-summary.js";
import type { Sandbox } from "./sandbox.js";
import type { Terminal } from "./terminal.js";

/** What the demo found at its end. */
export interface DemoEnd {
  readonly run: string;
  readonly journal: string;
}

interface Item {
  readonly id: string;
  readonly ask: string;
}

/** The weekly train from the first look to the closing report, with two power cuts on the way. */
export async function runDemo({ say, type, ask }: Terminal, sandbox: Sandbox): Promise<DemoEnd> {
  const waiting = { expect: [EXIT.waiting] } as const;
  say(
    `A git server with ${sandbox.components} components and the configuration repository ${sandbox.configuration} runs in`,
  );
  say(`${sandbox.folder}. Its branches dev, test and prod are protected. It is release day.`);

  say("\nWhat is in no release yet?");
  await type(["unreleased"]);
  say("\nThe whole train is planned before anything is written.");
  await type(["plan", "weekly", "--out", "plan.json"]);
  say("\nIt is run as planned, and the power goes in the middle.");
  await type(["run", "weekly", "--plan", "plan.json", "--yes", "--as", "Mara Tui"], {
    ...waiting,
    killAt: /"step-started","key":"compare-prod"/,
  });
  say("\nThe journal knows how far it came.");
  await type(["resume"], waiting);

  const { runs } = await ask<{ runs: readonly RunSummary[] }>(["runs"]);
  const run = runs.at(-1)?.run ?? "";
  const items = (runs.at(-1)?.waits.find(({ step }) => step === "sign-off")?.items ?? []) as unknown as readonly Item[];
  say("\nEach change is signed off by the person who made it.");
  for (const who of new Set(items.map((item) => item.ask))) {
    const own = items.filter((item) => item.ask === who).flatMap(({ id }) => ["--item", id]);
    await type(["approve", run, "sign-off", "--as", who, ...own]);
  }
  await type(["resume"], waiting);

  say("\nA colleague reviews update-prod and merges it. Releases are tagged, and the power goes again.");
  await sandbox.merge("prod");
  await type(["resume"], { ...waiting, killAt: /"step-finished","key":"tag\[.*"outcome":"done"/ });
  say("\nWhat was pushed is found and not pushed again.");
  await type(["resume"], waiting);

  say("\nThe colleague merges update-test.");
  await sandbox.merge("test");
  await type(["resume"]);
  say("\nWhere everything stands now:");
  await type(["status"]);
  const { journal } = await ask<{ journal: string }>(["log", run]);
  return { run, journal };
}
