/** A command of a transaction, run as root in the order given; the first that fails ends the row. */
export interface TransactionCommand {
  /** What people see meanwhile, one word or two: `stopping`, `installing`, `starting`, `checking`. */
  readonly phase: string;
  readonly argv: readonly string[];
  /** On top of a small environment of its own: nothing of the caller's is passed on. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds; then it gets TERM, and KILL 10 s later, and counts as failed. Default: 15 minutes. */
  readonly deadlineMs?: number | undefined;
  /** Runs though an earlier one failed: services are started again whatever became of the package. Default: false. */
  readonly always?: boolean | undefined;
}

/** A named piece of work on a host that goes on without the connection that began it. */
export interface TransactionRequest {
  /** `20261122T164500-3fa9c1`: UTC and 6 hex digits. Names its folder on the host. */
  readonly id: string;
  /** 64 hex digits. Two with the same intent have the same effect: the second is not begun, the first is followed. */
  readonly intent: string;
  /** For people: `cacophony-api 1.4.2`. */
  readonly subject: string;
  /** For people, and for whoever finds the host locked: `anna@desk, weekly-20261122-1f2e`. */
  readonly holder: string;
  readonly commands: readonly TransactionCommand[];
  /** Run when a command failed: the way back. Its success makes the transaction `rolled-back`. */
  readonly rescue: readonly TransactionCommand[];
}

/**
 * `running`; `ok`: every command ended with 0; `rolled-back`: one failed, and the way back ended with 0; `failed`: one
 * failed, and there was no way back or it failed too; `unknown`: it ended without a word (a power cut, a kill).
 * None of them says what is installed: that is asked of the package manager afterwards.
 */
export type TransactionState = "running" | "ok" | "rolled-back" | "failed" | "unknown";

export interface EndedCommand {
  readonly phase: string;
  /** Null when a signal or the deadline ended it. */
  readonly code: number | null;
  /** Its deadline passed. */
  readonly isLate: boolean;
  readonly isRescue: boolean;
}

export interface TransactionView {
  readonly id: string;
  readonly intent: string;
  readonly subject: string;
  readonly holder: string;
  readonly state: TransactionState;
  /** Of the command that runs, or ran last; null before the first. */
  readonly phase: string | null;
  /** ISO times by the host's clock. Null in the moment before it begins. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Those that ended, in order. */
  readonly ended: readonly EndedCommand[];
  /** Bytes of its log so far. */
  readonly logBytes: number;
}
