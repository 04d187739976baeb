import type { ReadSession } from "./session/read-session.js";

/** What an answer of the database is made of. */
export type Row = Readonly<Record<string, unknown>>;

/** A `pg` client, or anything with its `query`. TLS, passwords and addresses are the caller's. */
export interface SqlClient {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
}

/** An `ioredis` client, or anything with its `call`. */
export interface RedisClient {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/** Opens what a step names: a train is data and cannot carry a client. */
export interface Databases {
  /** One connection of its own. Whoever opens it closes it, however its work ends. */
  openSql(name: string, options: { readonly signal: AbortSignal }): Promise<Opened<SqlClient>>;
  openRedis(name: string, options: { readonly signal: AbortSignal }): Promise<Opened<RedisClient>>;
}

export interface Opened<Client> {
  readonly client: Client;
  close(): Promise<void>;
}

/**
 * When the processes that work on jobs began, by host, in the database's time where the caller can tell: an execution
 * that began before every one of them has nobody left who could be working on it.
 */
export interface ServiceStarts {
  list(options: { readonly signal: AbortSignal }): Promise<readonly ServiceStart[]>;
}

export interface ServiceStart {
  readonly host: string;
  readonly service: string;
  /** ISO 8601 with offset; null where the host did not answer: then nothing is proven. */
  readonly startedAt: string | null;
  /** Who said so, where nobody looked. Evidence that rests on it says it. */
  readonly saidBy?: string | undefined;
}

/** Where the guard reads jobs from. */
export type JobSource =
  { readonly via: "sql"; readonly session: ReadSession } | { readonly via: "redis"; readonly client: RedisClient };
