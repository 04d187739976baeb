import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories, type Repositories } from "@signalbox/git";
import {
  createBareRepository,
  type GitServer,
  gitText,
  history,
  type History,
  mergeReviewBranch,
  type MergeMethod,
  resolveRevision,
  startGitServer,
} from "@signalbox/testbed";
import { onTestFinished } from "vitest";

export const END = new Date("2026-03-02T09:00:00Z");
export const identity = { name: "Release Train", email: "train@example.org" };
const reviewer = { name: "Rae Viewer", email: "rae@example.org" };
const env = { PATH: process.env["PATH"] ?? "" };

/** A repository on a real git server; `prod` is protected unless something else is asked for. */
export interface ServedRepository {
  readonly server: GitServer;
  readonly path: string;
  readonly repository: string;
  readonly repositories: Repositories;
  /** Repositories of another process: nothing is remembered, and its cache is its own. */
  elsewhere(): Promise<Repositories>;
  at(revision: string): Promise<string | null>;
  /** Merges a review branch as a person does on the forge; gives back the new head. */
  merge(review: string, into: string, method: MergeMethod, deleteBranch?: boolean): Promise<string>;
  git(...args: string[]): Promise<string>;
}

export async function serveRepository(
  tell: (told: History) => void,
  options: { readonly protected?: readonly string[]; readonly defaultBranch?: string } = {},
): Promise<ServedRepository> {
  const root = await mkdtemp(join(tmpdir(), "promote-"));
  const path = await createBareRepository(root, "saltops", {
    protected: options.protected ?? ["prod"],
    defaultBranch: options.defaultBranch ?? "dev",
  });
  const told = history({ seed: 7, endAt: END });
  tell(told);
  await told.write(path);
  const server = await startGitServer({ root });
  onTestFinished(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });
  let caches = 0;
  const open = (): Repositories => nativeRepositories({ cacheDir: join(root, `cache-${caches++}`), env });
  return {
    server,
    path,
    repository: server.urlOf("saltops.git"),
    repositories: open(),
    elsewhere: () => Promise.resolve(open()),
    at: (revision) => resolveRevision(path, revision),
    git: (...args) => gitText(path, args),
    merge: async (review, into, method, deleteBranch = false) => {
      const merged = await mergeReviewBranch({
        root,
        repository: "saltops",
        review,
        into,
        method,
        deleteBranch,
        by: reviewer,
        at: END,
      });
      return merged.after;
    },
  };
}

const pin = (version: string) => ({ files: { "pi/modemd/init.sls": `version: "${version}"\n` } });

/** Two environments in step, then two changes on `test`. */
export function twoChanges(told: History): void {
  told.commit("dev", { subject: "First states", daysAgo: 40, ...pin("1.0.0") });
  told.branch("prod", "dev");
  told.branch("test", "dev");
  told.commit("test", { subject: "Update modemd to 1.1.0", daysAgo: 20, ...pin("1.1.0") });
  told.commit("test", { subject: "Restart the modem at night", daysAgo: 3, files: { "pi/cron.sls": "at: 3\n" } });
}

/** As saltops on 2 December 2020: prod got everything as one commit, and a day later test went on. */
export function squashed(told: History): void {
  twoChanges(told);
  told.squash("prod", "test", { subject: "Update prod (#231)", daysAgo: 2 });
  told.commit("test", { subject: "Update audiobait to 2.2.1", daysAgo: 1, files: { "pi/audiobait.sls": "v: 1\n" } });
}
