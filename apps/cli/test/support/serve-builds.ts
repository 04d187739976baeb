import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, type GitServer, gitText, history, startGitServer } from "@signalbox/testbed";
import type { TestContext } from "vitest";
import { type CliAnswer, type CliCall, signalbox } from "./run-cli.js";
import { runDocument } from "./documents.js";

/** Repositories on loopback, and a folder with a configuration to run the CLI in. */
export interface ServedBuilds {
  readonly folder: string;
  readonly server: GitServer;
  cli(args: string, call?: Partial<CliCall>): Promise<CliAnswer>;
  configure(config: object): Promise<void>;
  head(name: string, ref: string): Promise<string>;
  /** Kills the program as soon as `isThere`, and tells whether it was. */
  killWhen(args: string, requests: readonly unknown[], isThere: () => boolean): Promise<boolean>;
  /** What the run waits for, by step. */
  resume(): Promise<{
    readonly status: string;
    readonly waits: readonly string[];
    /** What it waits for and what went wrong, for a failing test. */ readonly text: string;
  }>;
}

/** `names`: `owner/name`, as CI knows them; each has a few commits on `main`. */
export async function serveBuilds(
  names: readonly string[],
  { env, onTestFinished }: Pick<TestContext, "onTestFinished"> & { readonly env: Readonly<Record<string, string>> },
): Promise<ServedBuilds> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-builds-"));
  const root = join(folder, "remotes");
  await mkdir(root);
  await Promise.all(
    names.map(async (name, index) => {
      const path = await createBareRepository(root, name);
      // Older than every build that a test makes.
      const told = history({ seed: index, endAt: new Date(Date.now() - 20 * 86_400_000) });
      told.commits("main", 3);
      await told.write(path);
    }),
  );
  const server = await startGitServer({ root });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const cli: ServedBuilds["cli"] = (args, call = {}) =>
    signalbox(args.split(" "), { cwd: folder, ...call, env: { ...env, ...call.env } });
  return {
    folder,
    server,
    cli,
    configure: (config) =>
      writeFile(
        join(folder, "signalbox.config.json"),
        JSON.stringify({
          identity: { name: "Release Crew", email: "crew@example.org" },
          cacheDir: "./cache",
          ...config,
        }),
      ),
    head: async (name, ref) => (await gitText(join(root, `${name}.git`), ["rev-parse", `${ref}^{commit}`])).trim(),
    killWhen: async (args, requests, isThere) => {
      let isOver = false;
      const noted = (requests as unknown[]).push.bind(requests);
      const { signal } = await cli(args, {
        onStart: (child) => {
          // In the very turn in which it is there: the program's next question has to wait for this process too.
          const look = (): void => {
            if (isThere()) child.kill("SIGKILL");
            else if (!isOver) setImmediate(look);
          };
          Object.assign(requests, {
            push: (...lines: unknown[]) => {
              const line = JSON.stringify(lines);
              if (!line.includes("GET ") && !line.includes('"GET"')) setImmediate(look);
              return noted(...lines);
            },
          });
        },
      });
      isOver = true;
      Reflect.deleteProperty(requests, "push");
      return signal === "SIGKILL";
    },
    resume: async () => {
      const answer = await cli("resume --json");
      const { status, waits, steps } = runDocument.parse(answer.json());
      const wrong = steps.filter(({ error }) => error !== null).map(({ step, error }) => ({ step, error }));
      return { status, waits: waits.map(({ step }) => step), text: JSON.stringify({ waits, wrong }) };
    },
  };
}
