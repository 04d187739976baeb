import { type CallOptions, contextOf } from "@signalbox/release-core";
import { gitFailed } from "../errors.js";
import type { ConfigPair } from "../upstream.js";
import type { Answers } from "./answers.js";
import { gitEnvironment, OWN_NAME } from "./environment.js";
import { translateRemoteFailure } from "./git-errors.js";
import { type GitResult, runGit } from "./git-process.js";
import { progressReader } from "./parse-progress.js";
import type { PatchMemory } from "./patch-memory.js";
import type { LastingAnswers } from "./lasting-answers.js";
import type { StoreMemory } from "./store-memory.js";

/** The name of the remote inside our stores. No setting of the user's applies to it. */
export const REMOTE = OWN_NAME;

/** How to start git; the same for every store of one engine. */
export interface GitLaunch {
  readonly gitPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called before a store is made; the stores that are there were made by a git that could. */
  readonly assertUsable: (options: CallOptions) => Promise<void>;
}

/** The other end. Its URL and filter go to git only with the calls that may use the network. */
export interface Remote {
  readonly url: string;
  readonly pushUrl: string | null;
  /** What may be printed. */
  readonly shown: string;
  /** Settings that the network calls need: headers, credential helpers, ssh command. */
  readonly config: readonly ConfigPair[];
  /** Fetches and pushes move the refs of the store (a cache); false where the store only lends objects. */
  readonly isTracked: boolean;
  /** Missing blobs come from it; not so with a fork that is only pushed to. */
  readonly isLender: boolean;
}

/**
 * A bare repository of our own. On disk it neither knows its remote nor that blobs are missing (`git help
 * partial-clone`), so no local call can ever fetch lazily: a missing blob is an error, not a request.
 */
export interface Store {
  readonly gitDir: string;
  readonly objects: string;
  readonly launch: GitLaunch;
  readonly remote: Remote | null;
  readonly isPartial: boolean;
  /** What git said about its objects in this process. */
  readonly answers: Answers;
  /** What it said in any process, as far as that is worth a file. */
  readonly memory: StoreMemory;
  readonly lasting: LastingAnswers;
  readonly patches: PatchMemory;
}

export interface StoreCall extends CallOptions {
  readonly input?: string | Buffer | AsyncIterable<Buffer>;
  /** Exit codes that are answers. Default: only 0. */
  readonly codes?: readonly number[];
  readonly onOutput?: (chunk: Buffer) => void;
  /** Takes what git says beside its output, as it says it. */
  readonly onErrorText?: ((text: string) => void) | undefined;
}

/** One local call. @throws ReleaseError `ERR_GIT_FAILED` */
export async function callGit(store: Store, args: readonly string[], call: StoreCall = {}): Promise<GitResult> {
  const result = await runGit({
    ...launchOf(store.launch, []),
    args: [`--git-dir=${store.gitDir}`, ...args],
    input: call.input,
    signal: call.signal,
    onOutput: call.onOutput,
    onErrorText: call.onErrorText,
  });
  if (!(call.codes ?? [0]).includes(result.code ?? -1)) throw gitFailed(args[0] ?? "", result.code, result.stderr);
  return result;
}

/** One call over the network. Never throws for an exit code; see `translateRemoteFailure`. */
export async function callRemote(store: Store, args: readonly string[], call: StoreCall = {}): Promise<GitResult> {
  const { remote } = store;
  const { emit } = contextOf(call);
  return await runGit({
    ...launchOf(store.launch, remote === null ? [] : remoteConfig(remote)),
    args: [`--git-dir=${store.gitDir}`, ...args],
    input: call.input,
    signal: call.signal,
    onOutput: call.onOutput,
    onErrorText: progressReader((progress) => emit({ type: "progress", kind: "git", ...progress })),
  });
}

/** The same, with any failure translated. */
export async function callRemoteStrictly(
  store: Store,
  args: readonly string[],
  call: StoreCall = {},
): Promise<GitResult> {
  const result = await callRemote(store, args, call);
  if (result.code !== 0)
    throw translateRemoteFailure(store.remote?.shown ?? "", args[0] ?? "", result.code, result.stderr);
  return result;
}

export function launchOf(
  launch: GitLaunch,
  config: readonly ConfigPair[],
): { gitPath: string; env: Record<string, string> } {
  return { gitPath: launch.gitPath, env: gitEnvironment(launch.env, config) };
}

function remoteConfig(remote: Remote): ConfigPair[] {
  const key = (name: string): string => `remote.${REMOTE}.${name}`;
  const refspecs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  return [
    ...remote.config,
    [key("url"), remote.url],
    ...(remote.pushUrl === null ? [] : [[key("pushurl"), remote.pushUrl] as const]),
    ...(remote.isTracked ? refspecs.map((refspec) => [key("fetch"), refspec] as const) : []),
    ...(remote.isLender ? [[key("promisor"), "true"] as const, [key("partialclonefilter"), "blob:none"] as const] : []),
  ];
}
