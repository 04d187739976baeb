import { type CallOptions, contextOf, isReleaseError } from "@signalbox/release-core";
import type { Ref } from "./ports.js";

/** Where the refs of one repository come from. */
export interface RefSource {
  /** Reads what is known on this machine. */
  load(options: CallOptions): Promise<readonly Ref[]>;
  /** Brings it up to date and reads it. `onAsked`: from here on there is only waiting. */
  update(options: CallOptions, onAsked: () => void): Promise<readonly Ref[]>;
}

/** The refs as last seen: read once, read again on `refresh`, moved by our own pushes. */
export interface RefView {
  refresh(options?: CallOptions & { readonly ifOlderThanMs?: number }): Promise<void>;
  list(options?: CallOptions): Promise<readonly Ref[]>;
  /** Begins an update that the next `refresh` takes for its own; a failure is left to that one. */
  begin(options: CallOptions): void;
  /** Of an update that is on its way: settled when the question was sent, or will not be. Else null. */
  readonly asked: Promise<void> | null;
  /** After a push: `ref` is at `oid` now, a commit or a tag object that peels to `commit`. */
  moved(ref: Ref): void;
  /** After a lost lease: the remote is known to be ahead, so the next `refresh` asks it, however short ago the last. */
  outdated(): void;
}

/** @param first refs that were read from the remote just now (a clone): the first `refresh` is content with them */
export function createRefView(
  source: RefSource,
  first: { refs: readonly Ref[]; isFresh: boolean; at: number } | null = null,
): RefView {
  let refs: readonly Ref[] | null = first?.refs ?? null;
  let readAt = first?.isFresh === true ? first.at : -Infinity;
  let isUnused = first?.isFresh === true;
  let running: Promise<void> | null = null;
  let asked: Promise<void> | null = null;
  const listeners = new Set<NonNullable<CallOptions["onEvent"]>>();

  const update = async (options: CallOptions): Promise<void> => {
    const startedAt = contextOf(options).now().getTime();
    const onEvent: CallOptions["onEvent"] = (event) => listeners.forEach((hear) => hear(event));
    let onAsked = (): void => undefined;
    asked = new Promise((resolve) => (onAsked = resolve));
    refs = await source.update({ ...options, onEvent }, onAsked).finally(onAsked);
    readAt = startedAt;
  };
  /** Everybody who waits for an update hears of its progress. */
  const heard = async (options: CallOptions): Promise<void> => {
    const hear = options.onEvent;
    if (hear === undefined) return await shared(options);
    listeners.add(hear);
    try {
      await shared(options);
    } finally {
      listeners.delete(hear);
    }
  };
  const shared = async (options: CallOptions): Promise<void> => {
    if (running !== null) {
      try {
        return await running;
      } catch (error) {
        // The other caller gave up, which is no answer for us.
        if (isReleaseError(error)) throw error;
        options.signal?.throwIfAborted();
      }
    }
    const mine = update(options);
    running = mine;
    try {
      await mine;
    } finally {
      if (running === mine) running = asked = null;
    }
  };

  return {
    refresh: async (options = {}) => {
      const age = contextOf(options).now().getTime() - readAt;
      const isOurs = isUnused && age < JUST_READ_MS;
      isUnused = false;
      if (isOurs || age < (options.ifOlderThanMs ?? 0)) return;
      if (options.ifOlderThanMs === Infinity && refs !== null && readAt !== -Infinity) return;
      await heard(options);
    },
    list: async (options = {}) => (refs ??= await source.load(options)),
    begin: (options) => {
      if (isUnused) return;
      isUnused = true;
      heard(options).catch(() => undefined);
    },
    get asked() {
      return asked;
    },
    moved: (ref) => {
      refs = refs === null ? null : withRef(refs, ref);
    },
    outdated: () => {
      isUnused = false;
      readAt = -Infinity;
    },
  };
}

/** A clone, or an update begun ahead, is as good as the fetch that its caller asks for right after it. */
const JUST_READ_MS = 5000;

export function withRef(refs: readonly Ref[], ref: Ref): readonly Ref[] {
  const others = refs.filter((each) => each.name !== ref.name);
  return [...others, ref].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A default branch that nobody named: `main` or `master`, when there is exactly one of the two. */
export function guessMainline(refs: readonly Ref[]): string | null {
  const usual = ["refs/heads/main", "refs/heads/master"].filter((name) => refs.some((ref) => ref.name === name));
  return usual.length === 1 ? (usual[0] ?? null) : null;
}

export const hasRef = (refs: readonly Ref[], name: string | null): name is string =>
  refs.some((ref) => ref.name === name);
