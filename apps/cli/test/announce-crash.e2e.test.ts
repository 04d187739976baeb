import type { ChildProcess } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runDocument, runsDocument } from "./support/documents.js";
import { serveAnnounce, type ServedAnnounce } from "./support/serve-announce.js";

/**
 * A train that tells users by mail, and then two rooms at once. It is killed between the line in the log that says
 * `sending` and the one that says what came of it: before the other side has taken the message, and after. With
 * `EXHAUSTIVE=1` at more places, and at every sync of the journal and of the log.
 */
const IS_EXHAUSTIVE = process.env["EXHAUSTIVE"] === "1";
const PRELOAD = pathToFileURL(createRequire(import.meta.url).resolve("@signalbox/testbed/crash-at")).href;

const tell = (id: string, to: readonly string[], needs: readonly string[]): object => ({
  id,
  type: "operation",
  uses: "announce",
  title: `Tell ${to.join(" and ")}`,
  needs,
  with: { key: `tell/16.2/${id}`, to, message: { subject: "16.2.0 is out", text: "- faster", mentions: [] } },
});

let served: ServedAnnounce;
let victim: ChildProcess | null = null;
/** The first process of `finish` did not end by itself. */
let wasKilled = false;
beforeAll(async () => {
  served = await serveAnnounce();
  await served.configure({
    trains: {
      tell: {
        title: "Tell everybody",
        steps: [tell("mail", ["users"], []), tell("rooms", ["common", "team"], ["mail"])],
      },
    },
  });
});
afterAll(() => served.close());

async function begin(): Promise<void> {
  served.smtp.setRules([]);
  served.chat.setFaults([]);
  served.smtp.clear();
  served.chat.clear();
  await rm(join(served.folder, ".signalbox"), { recursive: true, force: true });
}

/** What somebody sees who looks, as the program asks them to. */
function isThere(key: string): boolean {
  if (key.endsWith("#users")) return served.smtp.mails.length > 0;
  return served.chat.lines.some(({ room }) => room === (key.endsWith("#common") ? "slack" : "google-chat"));
}

const hasBegun = async (): Promise<boolean> =>
  (await readdir(join(served.folder, ".signalbox", "runs")).catch(() => [])).length > 0;

/** Also when it was killed after the last line of its journal. */
async function isFinished(): Promise<boolean> {
  const { runs } = runsDocument.parse((await served.cli("runs --json")).json());
  return runs[0]?.status === "finished";
}

/** Goes on as an operator would who only knows what the program says; how often they were asked to look. */
async function finish(env?: Readonly<Record<string, string>>): Promise<number> {
  let [asked, said, isOpen] = [0, "", true];
  for (let turn = 0; turn < 8; turn++) {
    if (IS_EXHAUSTIVE && (await isFinished())) return asked;
    const line = isOpen && (await hasBegun()) ? "resume --json" : "run tell --yes --json";
    const answer = await served.cli(line, (child) => (victim = child), turn === 0 ? env : undefined);
    if (turn === 0) wasKilled = answer.signal !== null;
    // It was killed before the first line of its journal was there.
    isOpen = !answer.stdout.includes("ERR_RUN_NOT_CHOSEN");
    said = `${answer.code ?? answer.signal}: ${answer.stdout} ${answer.stderr}`;
    if (answer.code === 0 && runDocument.parse(answer.json()).status === "finished") return asked;
    const key = /announce settle \\*"([^"\\]+)/.exec(said)?.[1];
    if (key !== undefined) {
      asked += 1;
      const settled = await served.cli(["announce", "settle", key, isThere(key) ? "sent" : "not-sent", "--as", "mara"]);
      expect([key, settled.code]).toEqual([key, 0]);
    } else if (answer.stdout !== "" && answer.code === 3) {
      // It was killed before the `--yes` of its start was written down.
      const run = runDocument.parse(answer.json());
      for (const { step } of run.waits) await served.cli(["approve", run.run, step, "--as", "mara"]);
    }
  }
  throw new Error(`The train did not end: ${said}`);
}

function isToldOnce(): void {
  expect(served.smtp.mails).toHaveLength(1);
  expect(served.chat.lines.map(({ room }) => room).sort()).toEqual(["google-chat", "slack"]);
  expect(served.chat.violations).toEqual([]);
}

const kill = (): void => void victim?.kill("SIGKILL");

type Death = readonly [where: string, leastAsked: number, arrange: () => void];

const DEATHS: readonly Death[] = [
  ["after the mail was taken", 1, () => served.smtp.setRules([{ at: "end", kind: "drop", times: 1, run: kill }])],
  // The other room may have been under way as well.
  [
    "after a room that knows its keys",
    0,
    () => served.chat.setFaults([{ room: "google-chat", kind: "lost", run: kill }]),
  ],
];
const MORE_DEATHS: readonly Death[] = [
  ["before a room that knows no key", 1, () => served.chat.setFaults([{ room: "slack", kind: "drop", run: kill }])],
  [
    "when the mail server greets",
    1,
    () => served.smtp.setRules([{ at: "connect", kind: "drop", times: 1, run: kill }]),
  ],
  ["before the text of the mail", 1, () => served.smtp.setRules([{ at: "data", kind: "drop", times: 1, run: kill }])],
  ["after a room that knows no key", 1, () => served.chat.setFaults([{ room: "slack", kind: "lost", run: kill }])],
];

it("tells everybody once, wherever it is killed between leaving and the answer, and asks where it cannot know", async () => {
  await begin();
  expect(await finish()).toBe(0);
  isToldOnce();
  for (const [where, least, arrange] of IS_EXHAUSTIVE ? [...DEATHS, ...MORE_DEATHS] : DEATHS) {
    await begin();
    arrange();
    const asked = await finish();
    try {
      expect(asked).toBeGreaterThanOrEqual(least);
      isToldOnce();
    } catch (error) {
      throw new Error(`killed ${where}`, { cause: error });
    }
  }
});

// A test that is skipped is a failure where nothing may be.
if (IS_EXHAUSTIVE)
  it("and at every sync of its journal and its log", { timeout: 1_800_000 }, async () => {
    let syncs = 0;
    for (wasKilled = true; wasKilled; syncs++) {
      for (const side of ["before", "after"]) {
        await begin();
        await finish({ NODE_OPTIONS: `--import=${PRELOAD}`, CRASH_AT: `${syncs + 1}:${side}` });
        isToldOnce();
      }
    }
    expect(syncs).toBeGreaterThan(10);
  });
