import type { RedisClient } from "../../ports.js";
import { notARedisRead, redisError } from "./errors.js";

/** What the guard asks a Redis server: reads, each answered in bounded time. It cannot write. */
export interface RedisReads {
  /** @throws ReleaseError by the table in `errors.ts` */
  ask(command: string, ...args: (string | number)[]): Promise<unknown>;
  texts(command: string, ...args: (string | number)[]): Promise<readonly (string | null)[]>;
  number(command: string, ...args: (string | number)[]): Promise<number>;
  /** A hash, whichever way the client and its protocol answer one. */
  hash(key: string): Promise<ReadonlyMap<string, string>>;
}

// KEYS is a read too, and stops the server for as long as it takes.
const READS = new Set("EXISTS TYPE TIME ROLE SCAN SMEMBERS HGETALL HMGET HLEN PTTL LLEN LRANGE ZREVRANGE".split(" "));

export function redisReads(client: RedisClient, signal: AbortSignal): RedisReads {
  const ask: RedisReads["ask"] = async (command, ...args) => {
    signal.throwIfAborted();
    if (!READS.has(command)) throw notARedisRead(command);
    try {
      return await client.call(command, ...args);
    } catch (error) {
      throw signal.aborted ? signal.reason : redisError(error);
    }
  };
  const texts: RedisReads["texts"] = async (command, ...args) => {
    const answer = await ask(command, ...args);
    return Array.isArray(answer) ? answer.map(textOf) : [];
  };
  return {
    ask,
    texts,
    number: async (command, ...args) => Number(await ask(command, ...args)),
    hash: async (key) => {
      const answer = await ask("HGETALL", key);
      if (!Array.isArray(answer)) return new Map(entriesOf(answer));
      const fields = answer.map((part) => textOf(part) ?? "");
      return new Map(fields.flatMap((field, at) => (at % 2 === 0 ? [[field, fields[at + 1] ?? ""] as const] : [])));
    },
  };
}

function textOf(value: unknown): string | null {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

// RESP3: a map or an object instead of a flat list.
const entriesOf = (answer: unknown): (readonly [string, string])[] => {
  const entries = answer instanceof Map ? [...(answer as Map<unknown, unknown>)] : Object.entries(answer ?? {});
  return entries.map(([field, value]) => [textOf(field) ?? "", textOf(value) ?? ""]);
};

/** The server's clock, in milliseconds since the epoch. */
export async function redisNow(reads: RedisReads): Promise<number> {
  const [seconds, micros] = await reads.texts("TIME");
  return Number(seconds) * 1000 + Number(micros) / 1000;
}
