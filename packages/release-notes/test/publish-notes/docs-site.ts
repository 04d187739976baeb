import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories, type Repositories } from "@signalbox/git";
import { createBareRepository, type GitServer, gitText, history, runGit, startGitServer } from "@signalbox/testbed";
import { onTestFinished } from "vitest";
import { publishNotes } from "../../src/publish-notes/publish-notes.js";

export const identity = { name: "Release Train", email: "train@example.org" };
const env = { PATH: process.env["PATH"] ?? "" };

/** The repository of a docs site on a real server, which a CMS commits to. */
export interface DocsSite {
  readonly server: GitServer;
  readonly repository: string;
  readonly repositories: Repositories;
  readonly publish: ReturnType<typeof publishNotes>;
  /** Another process: it remembers nothing. */
  elsewhere(): ReturnType<typeof publishNotes>;
  /** What a file is on a branch; null where there is none. */
  textOf(path: string, branch?: string): Promise<string | null>;
  /** The CMS saves a page. */
  save(path: string, text: string): Promise<void>;
  git(...args: string[]): Promise<string>;
}

export async function serveDocs(pages: Readonly<Record<string, string>>): Promise<DocsSite> {
  const root = await mkdtemp(join(tmpdir(), "notes-"));
  const path = await createBareRepository(root, "docs", { defaultBranch: "master" });
  const told = history({ seed: 7, endAt: new Date("2021-07-09T09:00:00Z") });
  told.commit("master", { subject: "(Grav GitSync) Automatic Commit", daysAgo: 3, files: pages });
  await told.write(path);
  const server = await startGitServer({ root });
  onTestFinished(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });
  let caches = 0;
  const open = (): Repositories => nativeRepositories({ cacheDir: join(root, `cache-${caches++}`), env });
  const repositories = open();
  const git = (...args: string[]): Promise<string> => gitText(path, args);
  return {
    server,
    repository: server.urlOf("docs.git"),
    repositories,
    publish: publishNotes({ repositories, identity }),
    elsewhere: () => publishNotes({ repositories: open(), identity }),
    git,
    textOf: async (file, branch = "master") => {
      const call = { accept: [0, 128] };
      const { exitCode, stdout } = await runGit(path, ["show", `refs/heads/${branch}:${file}`], call);
      return exitCode === 0 ? stdout : null;
    },
    save: async (file, text) => {
      const call = { env: { ...env, GIT_INDEX_FILE: join(root, `index-${caches++}`) } };
      const blob = await gitText(path, ["hash-object", "-w", "--stdin"], { input: text });
      await runGit(path, ["read-tree", "refs/heads/master"], call);
      await runGit(path, ["update-index", "--add", "--cacheinfo", `100644,${blob},${file}`], call);
      const tree = await gitText(path, ["write-tree"], call);
      const cms = ["-c", "user.name=Grav", "-c", "user.email=cms@example.org"];
      const made = ["commit-tree", "-p", "refs/heads/master", "-m", "(Grav GitSync) Automatic Commit", tree];
      await runGit(path, ["update-ref", "refs/heads/master", await gitText(path, [...cms, ...made])]);
    },
  };
}

/** Repositories in which something happens right before each push. */
export const beforePushes = (repositories: Repositories, happens: (push: number) => Promise<void>): Repositories => {
  let pushes = 0;
  return {
    open: async (location, options) =>
      new Proxy(await repositories.open(location, options), {
        get: (target, key): unknown => {
          const value: unknown = Reflect.get(target, key);
          if (key !== "pushRef") return typeof value === "function" ? (value.bind(target) as unknown) : value;
          return async (...given: Parameters<typeof target.pushRef>) => {
            await happens(++pushes);
            return target.pushRef(...given);
          };
        },
      }),
  };
};
