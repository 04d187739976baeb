import type { JobSource } from "../ports.js";
import type { JobEvidence } from "./jobs-report.js";

/** A job engine that the guard knows: it recognises its own tables or keys and reads what is not finished. */
export interface JobEngine {
  /** As in `jobs --json`: `spring-batch`, `quartz`, `sidekiq`. */
  readonly name: string;
  readonly via: JobSource["via"];
  /** Looks for its tables or keys; null where they are not there. Reads the schema once: its generation, its prefix. */
  find(source: JobSource, options: EngineOptions): Promise<JobReader | null>;
}

export interface EngineOptions {
  /** Spring Batch's table prefix, Quartz', BullMQ's key prefix, …; default: the engine's own. */
  readonly prefix?: string | undefined;
  /** The schema of the tables, where it is not found by the search path. */
  readonly schema?: string | undefined;
  /** IANA name of the zone in which the engine's process writes times without one; null: not known. */
  readonly timeZone: string | null;
  /** For engines whose jobs have named parameters. */
  readonly parameters?: ParameterNames | undefined;
  readonly signal: AbortSignal;
}

/** Which parameters of a job say what. */
export interface ParameterNames {
  /** Who started it: the first that is not empty. Default: `userId`, `user`, `username`, `createdBy`. */
  readonly startedBy?: readonly string[] | undefined;
  /** How much there is to do: the first that is a number. Default: `noOfLines`, `total`, `totalCount`. */
  readonly total?: readonly string[] | undefined;
  /** Where an id of `startedBy` has a name. */
  readonly users?: UsersTable | undefined;
}

export interface UsersTable {
  /** With its schema where the search path does not find it: `public.users`. */
  readonly table: string;
  readonly id: string;
  readonly name: string;
}

export interface JobReader {
  /** What was found, for the reader of the report: `Spring Batch 5, prefix batch_`. */
  readonly description: string;
  /** The cheap question, asked at every poll. */
  anyUnfinished(): Promise<boolean>;
  /** Each execution once, whatever its parameters and steps are. Bounded by `limit`; `total` counts all. */
  unfinished(limit: number): Promise<{ readonly sightings: readonly Sighting[]; readonly total: number }>;
  /** Median duration in milliseconds of finished executions, by job; jobs without a history are missing. */
  usualDurations(jobs: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** False where no execution was ever seen: perhaps the wrong database. */
  everUsed(): Promise<boolean>;
  /** SQL or commands that would end this execution, for a person to read and run; [] where there is none. */
  recovery(sighting: Sighting): readonly string[];
}

/** One unfinished execution as the engine's own records have it, before anybody judges it. */
export interface Sighting {
  readonly id: string;
  readonly job: string;
  /** The engine's own word: `STARTED`, `EXECUTING`, `active`. */
  readonly engineState: string;
  /** null where it was taken up and has not begun, or where its zone is not known. */
  readonly startedAt: Date | null;
  /** As written, where `startedAt` is null for want of a zone. */
  readonly startedAtLocal?: string | undefined;
  readonly startedBy: string | null;
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  /** Signs of life, strongest first; [] where the engine leaves none. */
  readonly signs: readonly SignOfLife[];
  /** What speaks against it by the engine's own records: it says that it ended and that it did not. Default: none. */
  readonly doubts?: readonly JobEvidence[] | undefined;
  /** Who works on it, as far as the engine records it. */
  readonly worker: { readonly host: string | null; readonly process: string | null } | null;
}

/**
 * - `lock`: a lock that dies with its holder (session advisory lock, key with a time to live): held or not is exact.
 * - `heartbeat`: written every `everyMs` whatever the job does; the engine itself declares it dead after `deadAfterMs`.
 * - `checkpoint`: written when the job gets on (a chunk, a step). Old ones prove nothing.
 */
export type SignOfLife =
  | { readonly kind: "lock"; readonly held: boolean; readonly name: string }
  | {
      readonly kind: "heartbeat";
      readonly ageMs: number;
      readonly everyMs: number;
      readonly deadAfterMs: number;
      readonly name: string;
    }
  | { readonly kind: "checkpoint"; readonly ageMs: number; readonly name: string };
