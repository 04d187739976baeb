import type { Json, Sleep } from "@signalbox/release-core";
import type { CheckpointFiles } from "./checkpoint-files.js";
import type { OpenJournal } from "./journal-file.js";
import { keyReused } from "./journal-errors.js";
import type { Letter } from "./inbox.js";

/** What one drive of a run has in hand. */
export interface Session {
  readonly runId: string;
  readonly journal: OpenJournal;
  readonly checkpoints: CheckpointFiles;
  readonly now: () => Date;
  readonly patienceMs: number;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  /** The first unread signal of a topic, journaled as the answer to a wait. */
  take(waitKey: string): Json | undefined;
  /** The answer that a wait has, undefined when it has none. */
  taken(waitKey: string): Json | undefined;
  /** Runs something that keeps the drive alive until it ends. */
  busy<T>(work: () => Promise<T>): Promise<T>;
  /** Sleeps as a part of `busy`, and hears letters meanwhile: for the parked waits, and to be woken itself. */
  rest(ms: number, wokenBy?: string): Promise<void>;
  /** Waits without keeping the drive alive: until `answer` gives something, or for ever. */
  park(answer: () => Json | undefined): Promise<Json>;
  /** Every key once in a drive. @throws ReleaseError `ERR_KEY_REUSED` */
  claim(space: "step" | "time" | "signal", key: string): void;
}

/** While something sleeps in the process, letters are looked for this often. */
const LISTEN_MS = 1000;

interface Parked {
  readonly answer: () => Json | undefined;
  readonly resolve: (value: Json) => void;
  readonly reject: (reason: unknown) => void;
}

export interface SessionControl extends Session {
  /** Resolves when all that is left of the workflow are waits. */
  readonly onlyWaits: Promise<void>;
  /** Resolves when no effect is under way. */
  drained(): Promise<void>;
  /** From here on the context begins nothing any more; what is under way may end. */
  close(): void;
  readonly closed: boolean;
}

type Given = Pick<Session, "runId" | "journal" | "checkpoints" | "now" | "patienceMs" | "sleep" | "signal"> & {
  readonly letters: () => readonly Letter[];
  readonly topicOf: (key: string) => string;
};

/** The bookkeeping of a drive: what is under way, what only waits, and when nothing is left but waiting. */
export function openSession(given: Given): SessionControl {
  const { signal, journal } = given;
  const keys = new Set<string>();
  const parked = new Set<Parked>();
  let active = 0;
  let calls = 0;
  let looking = false;
  let closed = false;
  let tellWaits: () => void = () => undefined;
  let tellDrained: () => void = () => undefined;
  const onlyWaits = new Promise<void>((resolve) => (tellWaits = resolve));

  /** A workflow goes on in microtasks only, so when a turn of the event loop brought no call there is none to come. */
  const look = (): void => {
    if (closed || active > 0 || parked.size === 0 || looking) return;
    looking = true;
    const seen = calls;
    setImmediate(() => {
      looking = false;
      if (closed || active > 0) return;
      if (seen !== calls) return look();
      if (!answerParked()) tellWaits();
    });
  };
  const answerParked = (): boolean => {
    let any = false;
    for (const wait of [...parked]) {
      const value = wait.answer();
      if (value === undefined) continue;
      parked.delete(wait);
      wait.resolve(value);
      any = true;
    }
    if (any) look();
    return any;
  };
  const hasLetter = (waitKey: string): boolean => {
    const topic = given.topicOf(waitKey);
    return given.letters().some(({ key }) => key === topic);
  };
  const receive = (key: string, { file, at, body }: Letter): void => {
    journal.append({ type: "signal-received", key, file, sentAt: at, body });
  };
  const answerOf = (waitKey: string): Json => journal.state.received.get(waitKey)?.body ?? null;
  /**
   * An urgent signal that came while another one was written down is heard all the same: its sender saw the run
   * waiting. One that comes after the line finds it in the journal.
   */
  const overruled = (waitKey: string): Json => {
    const topic = given.topicOf(waitKey);
    const urgent = given.letters().find((letter) => letter.key === topic && letter.urgent === true);
    if (urgent !== undefined) receive(waitKey, urgent);
    return answerOf(waitKey);
  };
  const onAbort = (): void => {
    for (const wait of parked) wait.reject(signal.reason);
    parked.clear();
  };
  signal.addEventListener("abort", onAbort, { once: true });

  const busy = async <T>(work: () => Promise<T>): Promise<T> => {
    active += 1;
    calls += 1;
    try {
      return await work();
    } finally {
      active -= 1;
      if (active === 0) tellDrained();
      // Others may be busy for hours: a wait must not starve beside them.
      else if (!closed && !signal.aborted) answerParked();
      look();
    }
  };

  return {
    ...given,
    onlyWaits,
    get closed() {
      return closed;
    },
    take: (waitKey) => {
      const topic = given.topicOf(waitKey);
      const letter = given.letters().find(({ key }) => key === topic);
      if (letter === undefined) return undefined;
      receive(waitKey, letter);
      return overruled(waitKey);
    },
    taken: (waitKey) => {
      if (!journal.state.received.has(waitKey)) return undefined;
      return journal.state.lastTaken === waitKey ? overruled(waitKey) : answerOf(waitKey);
    },
    busy,
    rest: async (ms, wokenBy) => {
      for (let leftMs = ms; leftMs > 0; leftMs -= LISTEN_MS) {
        await given.sleep(Math.min(leftMs, LISTEN_MS), signal);
        if (!closed) answerParked();
        if (wokenBy !== undefined && hasLetter(wokenBy)) return;
      }
    },
    park: (answer) =>
      new Promise<Json>((resolve, reject) => {
        calls += 1;
        parked.add({ answer, resolve, reject });
        look();
      }),
    claim: (space, key) => {
      calls += 1;
      const name = `${space} ${key}`;
      if (keys.has(name)) throw keyReused(given.runId, key);
      keys.add(name);
      look();
    },
    drained: () => (active === 0 ? Promise.resolve() : new Promise((resolve) => (tellDrained = resolve))),
    close: () => {
      closed = true;
      signal.removeEventListener("abort", onAbort);
    },
  };
}
