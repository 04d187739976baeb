import type { z } from "zod";
import { runDocument, runsDocument } from "./documents.js";
import type { CliAnswer, CliCall } from "./run-cli.js";
import type { ServedGitHub } from "./serve-git-hub.js";

export type RunDocument = z.output<typeof runDocument>;
export type Wait = RunDocument["waits"][number];

const RUN = "run weekly --yes --as mara --json";
const RESUME = "resume --json";
/** What `resume` ends with. */
const NO_OPEN_RUN = 2;

/** What happens to the processes of a journey. */
export interface Trouble {
  /** For the next process. */
  call(): Partial<CliCall>;
  /** That process is over; true: it was in trouble, so its answer says nothing. */
  ended(answer: CliAnswer): Promise<boolean> | boolean;
}

export const NO_TROUBLE: Trouble = { call: () => ({}), ended: () => false };

/** A process that was not in trouble, and what it answered. */
export interface Stop {
  readonly code: number | null;
  readonly run: RunDocument;
}

/** Does what a colleague, CI or a build does before a wait can end. */
async function unblock({ cli, crew }: ServedGitHub, run: string, { step, kind, reason }: Wait): Promise<void> {
  const place = step.split("-").at(-1) ?? "";
  const base = place === "bump" ? "dev" : place;
  if (kind === "approval") await cli(["approve", run, step, "--as", "jonas"]);
  else if (step.startsWith("ticked-")) await crew.tick(base);
  else if (step.startsWith("approved-")) await crew.review(base);
  else if (step.startsWith("checked-")) await crew.passChecks();
  else if (step.startsWith("merge-")) await crew.merge(base);
  else if (step.startsWith("built")) await crew.build();
  else throw new Error(`Nobody knows what ${step} waits for: ${reason}`);
}

/** Goes with the train from its first step to its last, doing what everybody else does when it waits. */
export async function travel(
  served: ServedGitHub,
  trouble: Trouble = NO_TROUBLE,
  meanwhile: (wait: Wait) => Promise<void> = () => Promise.resolve(),
): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  let isBegun = false;
  for (let turn = 0; turn < 1000; turn += 1) {
    const answer = await served.cli(isBegun ? RESUME : RUN, trouble.call());
    await served.gitHub.settled();
    const isCut = await trouble.ended(answer);
    const isOver = isBegun && answer.code === NO_OPEN_RUN;
    if (isCut || isOver) {
      if (isCut && isBegun) continue;
      const [latest] = runsDocument.parse((await served.cli("runs --json")).json()).runs;
      if (latest?.status === "finished") return stops; // its last line was written before the crash
      isBegun = latest !== undefined;
      continue;
    }
    isBegun = true;
    const run = runDocument.parse(answer.json());
    stops.push({ code: answer.code, run });
    if (run.status === "finished") return stops;
    if (run.status === "failed") throw new Error(`The run failed: ${JSON.stringify(run.error)}\n${answer.stderr}`);
    for (const wait of run.waits) {
      await meanwhile(wait);
      await unblock(served, run.run, wait);
    }
  }
  throw new Error("The train did not end.");
}
