import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { History } from "@signalbox/testbed";
import { onTestFinished } from "vitest";
import { backMerge, type CommandRunner } from "../../src/index.js";
import { processRunner } from "../process-runner.js";
import { identity, type ServedRepository, serveRepository } from "../served-repository.js";

export const file = (name: string, text: string) => ({ files: { [name]: text } });

/** A package as each release line pins it. */
export const manifest = (version: string, models = "1.0.0", more = ""): string =>
  `{\n  "name": "app",\n  "version": "${version}",\n  "dependencies": {\n    "models": "${models}"\n  }${more}\n}\n`;

export const RULES = [
  { files: "package.json", pattern: '"version": "(?<version>[^"]+)"' },
  { files: "package.json", pattern: '"models": "(?<version>[^"]+)"' },
];

/** `main`, and three lines cut from each other: 16.7 is out, 16.8 and 17.0 are not. */
export function releaseLines(told: History): void {
  told.commit("main", { subject: "First", daysAgo: 60, ...file("package.json", manifest("1.0.0")) });
  told.commit("main", { subject: "Second", daysAgo: 50, ...file("app.js", "one\ntwo\nthree\nfour\nfive\nsix\n") });
  told.branch("16.7", "main");
  told.tag("v16.7.0", "16.7");
  told.branch("16.8", "16.7");
  told.commit("16.8", { subject: "#8 | For 16.8", daysAgo: 20, ...file("eight.js", "8\n") });
  told.branch("17.0", "16.8");
  told.commit("17.0", { subject: "#17 | For 17.0", daysAgo: 15, ...file("seventeen.js", "17\n") });
  told.commit("main", { subject: "#18 | For later", daysAgo: 10, ...file("later.js", "18\n") });
}

/** And a fix on 16.7 that nobody merged. */
export function withFix(told: History): void {
  releaseLines(told);
  told.commit("16.7", { subject: "#1703 | Fix dates", daysAgo: 3, ...file("dates.js", "utc\n") });
}

/** Each line with its own text of a file; and a fix on 16.7 besides. */
export const differing =
  (name: string, earlier: string, later: string, more?: (told: History) => void) =>
  (told: History): void => {
    releaseLines(told);
    told.commit("16.7", { subject: "#1703 | Fix dates", files: { "dates.js": "utc\n", [name]: earlier } });
    told.commit("16.8", { subject: "Change of 16.8", ...file(name, later) });
    more?.(told);
  };

/** A fix, and a line that 16.7 and 17.0 changed, each to another text. */
export function conflictLater(told: History): void {
  releaseLines(told);
  told.commit("16.7", { subject: "#1703 | Fix dates", ...file("dates.js", "utc\n") });
  told.commit("16.7", { subject: "Here", ...file("app.js", "one\ntwo\nthree\nfour\nfive\nHERE\n") });
  told.commit("17.0", { subject: "There", ...file("app.js", "one\ntwo\nthree\nfour\nfive\nTHERE\n") });
}

export interface Lines extends ServedRepository {
  readonly merge167: ReturnType<typeof backMerge>;
  /** What is left in the scratch folder. */
  scratch(): Promise<readonly string[]>;
  /** The files of a branch, by path. */
  read(branch: string, path: string): Promise<string>;
  subjects(range: string): Promise<readonly string[]>;
  /** Another process with a cache of its own. */
  other(): Promise<ReturnType<typeof backMerge>>;
}

export async function serveLines(
  tell: (told: History) => void,
  options: { readonly protected?: readonly string[]; readonly commands?: CommandRunner } = {},
): Promise<Lines> {
  const served = await serveRepository(tell, { protected: options.protected ?? [], defaultBranch: "main" });
  const scratchDir = await mkdtemp(join(tmpdir(), "scratch-"));
  onTestFinished(() => rm(scratchDir, { recursive: true, force: true }));
  const ports = { identity, commands: options.commands ?? processRunner, scratchDir };
  return {
    ...served,
    merge167: backMerge({ ...ports, repositories: served.repositories }),
    scratch: async () => (await readdir(scratchDir)).filter((name) => name.startsWith("lock-files-")),
    read: (branch, path) => served.git("show", `refs/heads/${branch}:${path}`),
    subjects: async (range) => (await served.git("log", "--format=%s", range, "--")).split("\n").filter(Boolean),
    other: async () => backMerge({ ...ports, repositories: await served.elsewhere() }),
  };
}

export interface LinkFacts {
  readonly from: string;
  readonly into: string;
  readonly standing: string;
  readonly missing: readonly { readonly subject: string }[];
  readonly conflicts: readonly {
    readonly path: string;
    readonly kind: string;
    readonly why: string;
    readonly output?: string;
  }[];
  readonly settled: readonly { readonly path: string; readonly by: string }[];
}

export const linksOf = (plan: { readonly facts: unknown }): readonly LinkFacts[] =>
  (plan.facts as { readonly links: readonly LinkFacts[] }).links;

/** `16.7→16.8 merge` for each link. */
export const walk = (plan: { readonly facts: unknown }): readonly string[] =>
  linksOf(plan).map(({ from, into, standing }) => `${from}→${into} ${standing}`);

export const codes = (list: readonly { readonly code: string }[]): readonly string[] => list.map(({ code }) => code);
