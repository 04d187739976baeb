import type { CallOptions } from "@signalbox/release-core";
import type { GitRepository, Meanwhile, Oid, Ref } from "../ports.js";
import { hasRef, type RefView } from "../ref-view.js";
import { pushRef } from "./push-ref.js";
import { pushToFork } from "./push-to-fork.js";
import { createQuestions } from "./questions.js";
import { readLog } from "./read-log.js";
import type { Target } from "./remote-of.js";
import { callGit, type Store } from "./store.js";

export interface NativeParts {
  readonly name: string;
  readonly location: string;
  readonly store: Store;
  readonly view: RefView;
  /** The refs as an earlier process left them, where reading the remote takes time; else null. */
  readonly known: (options: CallOptions) => Promise<readonly Ref[] | null>;
  readonly mainline: (options: CallOptions) => Promise<string | null>;
  /** What the store's remote is reached by. */
  readonly target: Target;
  /** After a push that ended with `done` or `already`. */
  readonly remember: (ref: Ref, from: Oid | null) => Promise<void>;
}

/** The port on native git, over a store and a view of the refs. */
export function createNativeRepository(parts: NativeParts): GitRepository {
  const { store, view } = parts;

  const rehearse = async (meanwhile: Meanwhile, options: CallOptions): Promise<void> => {
    await view.asked;
    const known = await parts.known(options);
    // What is asked when the refresh has ended would only stand in the way of the real questions.
    const isOpen = (): boolean => view.asked !== null;
    if (known !== null) await meanwhile(known, createQuestions(store, { isOffline: true, isOpen }));
  };

  return {
    ...createQuestions(store),
    readLog: (include, exclude, options) => readLog(store, include, exclude, options),
    name: parts.name,
    location: parts.location,
    engine: "native",
    refresh: async ({ meanwhile, ...options } = {}) => {
      const refreshed = view.refresh(options);
      if (meanwhile !== undefined && view.asked !== null) rehearse(meanwhile, options).catch(() => undefined);
      await refreshed;
    },
    listRefs: (options) => view.list(options),
    mainline: async (options = {}) => {
      const named = await parts.mainline(options);
      return hasRef(await view.list(options), named) ? named : null;
    },
    pushRef: async (update, options = {}) => {
      if (update.to !== undefined) return await pushToFork(store, parts.target, { ...update, to: update.to }, options);
      const outcome = await pushRef(store, update, options);
      if (outcome.status === "done" || outcome.status === "already") {
        const ref = { name: update.ref, oid: update.oid, commit: await peel(store, update, options) };
        view.moved(ref);
        await parts.remember(ref, update.expected);
      } else if (outcome.status === "stale") view.outdated();
      return outcome;
    },
  };
}

/** Only a tag can point at something else than a commit. */
async function peel(store: Store, update: { ref: string; oid: Oid }, options: CallOptions): Promise<Oid> {
  if (!update.ref.startsWith("refs/tags/")) return update.oid;
  const { stdout } = await callGit(store, ["rev-parse", "--verify", `${update.oid}^{commit}`], options);
  return stdout.toString().trim();
}
