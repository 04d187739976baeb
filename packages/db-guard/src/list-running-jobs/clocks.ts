import type { RedisClient } from "../ports.js";
import type { ReadSession } from "../session/read-session.js";
import type { Clocks } from "./report-of.js";

/** Asked first: the question also begins the transaction. */
export async function sqlClocks(session: ReadSession, now: () => Date): Promise<Clocks> {
  const text = "select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms, pg_is_in_recovery() as standby";
  const [row] = await session.rows(text);
  return { checkedAt: now(), databaseTime: new Date(Number(row?.["ms"])), isStandby: row?.["standby"] === true };
}

export async function redisClocks(client: RedisClient, now: () => Date): Promise<Clocks> {
  const [seconds, micros] = ((await client.call("TIME")) as readonly unknown[]).map(Number);
  return {
    checkedAt: now(),
    databaseTime: new Date((seconds ?? 0) * 1000 + Math.floor((micros ?? 0) / 1000)),
    isStandby: JSON.stringify(await client.call("ROLE")).startsWith('["slave"'),
  };
}
