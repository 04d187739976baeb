import type { ChildProcess } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FaultRequest, GitHubFault } from "@signalbox/testbed/github";
import { readJournal } from "@signalbox/release-train";
import type { Trouble } from "./git-hub-journey.js";
import type { ServedGitHub } from "./serve-git-hub.js";

const PRELOAD = pathToFileURL(createRequire(import.meta.url).resolve("@signalbox/testbed/crash-at")).href;

/** Trouble, and how often there was some. */
export interface CountedTrouble extends Trouble {
  readonly crossed: ReadonlySet<string>;
}

export type Side = "before" | "after";

/**
 * kill -9 at a sync of the journal, each process at a line that no process was killed at before: the next one, or with a
 * stride some lines further. The fake keeps its records in memory, so a state cannot be copied and begun from again: the
 * train has to live through all of it.
 */
export function killAtSyncs({ folder }: ServedGitHub, sides: readonly Side[], stride: number): CountedTrouble {
  const crossed = new Set<string>();
  let at = stride;
  return {
    crossed,
    call: () => ({
      env: { NODE_OPTIONS: `--import ${PRELOAD}`, CRASH_AT: `${at}:${sides[crossed.size % sides.length]}` },
    }),
    ended: async ({ signal }) => {
      if (signal !== "SIGKILL") {
        at = stride;
        return false;
      }
      const line = await lastLine(folder);
      // A line is written again by the next process when it says that something began, and passed over from then on.
      at = crossed.has(line) ? at + 1 : (line.startsWith("step-started") ? 2 : 1) + stride;
      crossed.add(line);
      return true;
    },
  };
}

/** What the lines of the journal say, without numbers and times. */
export async function journalLines(folder: string): Promise<readonly string[]> {
  const runs = join(folder, ".signalbox", "runs");
  const names = await readdir(runs).catch((): string[] => []);
  const name = names.find((one) => !one.startsWith(".")); // a run that was cut while it was made
  const bytes = name === undefined ? null : await readFile(join(runs, name, "journal.jsonl")).catch(() => null);
  if (bytes === null) return [];
  return readJournal(bytes).entries.map((entry) => `${entry.type} ${"key" in entry ? entry.key : ""}`);
}

const lastLine = async (folder: string): Promise<string> => (await journalLines(folder)).at(-1) ?? "nothing";

/**
 * kill -9 at every write, whether it is a push, REST or a mutation: before GitHub does it and again when it has, or once
 * each, the sides in turns.
 */
export function killAtWrites({ gitHub }: ServedGitHub, timesEach: 1 | 2): CountedTrouble {
  const crossed = new Set<string>();
  let running: ChildProcess | null = null;
  let isBefore = true;
  let toPass = 0;
  const strikes = (before: boolean) => (request: FaultRequest) => {
    if (!isWrite(request) || before !== isBefore || running === null) return false;
    if (toPass > 0) {
      toPass -= 1;
      return false;
    }
    // What a git of the dead process still sends meets the same: a power cut would have ended it too.
    running.kill("SIGKILL");
    return true;
  };
  const faults: readonly GitHubFault[] = [
    { match: /^/, kind: "drop", when: strikes(true), times: Infinity },
    { match: /^/, kind: "drop-after", when: strikes(false), times: Infinity },
  ];
  gitHub.setFaults(faults);
  return {
    crossed,
    call: () => ({ onStart: (child) => (running = child) }),
    ended: ({ signal }) => {
      running = null;
      if (signal !== "SIGKILL") return false;
      crossed.add(String(crossed.size));
      toPass = isBefore && timesEach === 1 ? 1 : 0; // the one that did not happen
      isBefore = !isBefore;
      return true;
    },
  };
}

/** Every write is done, and its answer lost, the first time that it is sent. */
export function loseAnswers({ gitHub }: ServedGitHub): ReadonlySet<string> {
  const lost = new Set<string>();
  const isNew = (request: FaultRequest): boolean => {
    const { method, path, graphql } = request;
    const name = `${method} ${path} ${graphql === undefined ? "" : JSON.stringify(graphql)}`;
    if (!isWrite(request) || lost.has(name)) return false;
    lost.add(name);
    return true;
  };
  gitHub.setFaults([{ match: /^/, kind: "drop-after", when: isNew, times: Infinity }]);
  return lost;
}

const isWrite = ({ method, path, graphql }: FaultRequest): boolean =>
  graphql !== undefined
    ? /^\s*mutation\b/m.test(graphql.query)
    : path.includes("git-")
      ? method === "POST" && path.endsWith("/git-receive-pack")
      : method !== "GET" && method !== "HEAD";
