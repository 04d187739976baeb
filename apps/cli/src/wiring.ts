import { spawn } from "node:child_process";
import { join } from "node:path";
import { nativeRepositories, type Repositories } from "@signalbox/git";
import { redactText } from "@signalbox/release-core";
import type { promoteBranch } from "@signalbox/git-promote";
import type { CommandRunner, JournalEngine, Kinds } from "@signalbox/release-train";
import type { Environment } from "./config/environment.js";
import type { Config } from "./config/load-config.js";
import { configOf } from "./config/load-session-config.js";
import { readIdentity } from "./config/operator.js";
import { isSet, type Session } from "./session.js";

/** What commands that only look need. This file is the only one that constructs clients. */
export interface Wiring {
  readonly config: Config;
  readonly repositories: Repositories;
}

/** What trains need besides. */
export interface TrainWiring extends Wiring {
  readonly kinds: Kinds;
  readonly engine: JournalEngine;
  readonly commands: CommandRunner;
}

export interface PromotionWiring extends Wiring {
  readonly promotion: ReturnType<typeof promoteBranch>;
}

/** Native git where there is one that can merge without a worktree, else isomorphic-git. */
export async function openWiring(session: Session): Promise<Wiring> {
  const config = await configOf(session);
  const env = withToken(session.env);
  const options = { cacheDir: config.cacheDir, fetch: isSet(session, "fetch"), env };
  return { config, repositories: nativeRepositories(options) };
}

/** What `promote` needs. */
export async function openPromotion(session: Session): Promise<PromotionWiring> {
  const [wiring, git] = await Promise.all([openWiring(session), import("@signalbox/git-promote")]);
  const identity = await readIdentity(wiring.config, session.env);
  return { ...wiring, promotion: git.promoteBranch({ repositories: wiring.repositories, identity }) };
}

/** The engine alone, for commands that look at runs or decide. */
export async function openEngine(
  session: Session,
): Promise<{ readonly config: Config; readonly engine: JournalEngine }> {
  const [config, { journalEngine }] = await Promise.all([configOf(session), import("@signalbox/release-train")]);
  return { config, engine: journalEngine(engineOptions(config, session)) };
}

export async function openTrains(session: Session): Promise<TrainWiring> {
  const [wiring, { journalEngine }, { kindsOf }] = await Promise.all([
    openWiring(session),
    import("@signalbox/release-train"),
    import("./trains/kinds.js"),
  ]);
  const { config, repositories } = wiring;
  const identity = await readIdentity(config, session.env);
  const kinds = kindsOf({ repositories, identity, concurrency: config.concurrency });
  const patienceMs = isSet(session, "wait") ? 60_000 : 0;
  const engine = journalEngine({ ...engineOptions(config, session), patienceMs });
  return { ...wiring, kinds, engine, commands: commandRunner(config.folder, session.env) };
}

function engineOptions(
  config: Config,
  { env }: Session,
): { readonly dir: string; readonly secrets: readonly string[] } {
  return { dir: join(config.stateDir, "runs"), secrets: env.gitHubToken === null ? [] : [env.gitHubToken] };
}

/** A token travels to git as a header for its own host, in the environment: never in argv, a URL or a file. */
function withToken({ forChildren, gitHubHost, gitHubToken }: Environment): Readonly<Record<string, string>> {
  if (gitHubToken === null) return forChildren;
  const count = Number(forChildren["GIT_CONFIG_COUNT"] ?? 0);
  return {
    ...forChildren,
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.https://${gitHubHost}/.extraHeader`,
    [`GIT_CONFIG_VALUE_${count}`]: `Authorization: Basic ${Buffer.from(`x-access-token:${gitHubToken}`).toString("base64")}`,
  };
}

const MOST_OUTPUT = 4000;

/** Runs the command steps of a train: they are the user's own programs and get the user's own environment. */
function commandRunner(folder: string, env: Environment): CommandRunner {
  return {
    run: ([program = "", ...args], { cwd, signal }) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, {
          cwd: cwd === undefined ? folder : join(folder, cwd),
          env: env.forCommands,
          stdio: ["ignore", "pipe", "pipe"],
          ...(signal === undefined ? {} : { signal }),
        });
        let output = "";
        const hear = (chunk: string): void => void (output = (output + chunk).slice(-MOST_OUTPUT));
        child.stdout.setEncoding("utf8").on("data", hear);
        child.stderr.setEncoding("utf8").on("data", hear);
        child.on("error", reject);
        child.on("close", (exitCode) => resolve({ exitCode, output: redactText(output.trimEnd()) }));
      }),
  };
}
