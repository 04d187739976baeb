import { isReleaseError } from "@signalbox/release-core";
import { redisNow, redisReads, type RedisReads } from "../jobs/redis/redis-reads.js";
import type { RedisClient } from "../ports.js";
import type { ReadSession } from "../session/read-session.js";
import type { Clocks } from "./report-of.js";

/** Asked first: the question also begins the transaction. */
export async function sqlClocks(session: ReadSession, now: () => Date): Promise<Clocks> {
  const text = "select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms, pg_is_in_recovery() as standby";
  const [row] = await session.rows(text);
  return { checkedAt: now(), databaseTime: new Date(Number(row?.["ms"])), isStandby: row?.["standby"] === true };
}

export async function redisClocks(
  client: RedisClient,
  { now, signal }: { readonly now: () => Date; readonly signal: AbortSignal },
): Promise<Clocks> {
  const reads = redisReads(client, signal);
  const databaseTime = new Date(Math.floor(await redisNow(reads)));
  return { checkedAt: now(), databaseTime, isStandby: await isReplica(reads) };
}

/** `ROLE` is no part of `+@read`: whoever may not ask for it is not told. */
async function isReplica(reads: RedisReads): Promise<boolean> {
  try {
    return (await reads.texts("ROLE"))[0] === "slave";
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_REDIS_NO_PRIVILEGE") return false;
    throw error;
  }
}
