// A script of its own: only who has jobs in Redis loads its driver.
import type { Opened, RedisClient } from "@signalbox/db-guard";
import { Redis } from "ioredis";

const LIMIT_MS = 10_000;

/** One connection, which is not made again when it is lost: the next look opens its own. */
export async function openRedisUrl(
  url: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Opened<RedisClient>> {
  signal.throwIfAborted();
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: LIMIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // It asks INFO, which a user who only reads may not; LOADING is told by the first answer.
    enableReadyCheck: false,
    connectionName: "signalbox",
  });
  let problem: Error | undefined;
  redis.on("error", (error: Error) => (problem = error));
  const stop = (): void => redis.disconnect();
  signal.addEventListener("abort", stop, { once: true });
  const close = (): Promise<void> => {
    signal.removeEventListener("abort", stop);
    redis.disconnect();
    return Promise.resolve();
  };
  try {
    await inTime(redis.connect());
  } catch (error) {
    await close();
    throw signal.aborted ? signal.reason : (problem ?? error);
  }
  const call: RedisClient["call"] = async (command, ...args) => {
    const answer = await redis.call(command, ...args);
    // A SELECT that was refused is told by an event alone, and whatever is read then is of another database.
    if (problem !== undefined) throw problem;
    return answer;
  };
  return { client: { call }, close };
}

/** The driver's own limit of a command holds up the end of the program for as long, also when the answer has come. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("ETIMEDOUT: no answer in time")), LIMIT_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
