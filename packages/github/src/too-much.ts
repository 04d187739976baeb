import { isReleaseError } from "@signalbox/release-core";

// https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api; the words are those of
// its answers, given with status 200.
const WORDS = /RESOURCE_LIMITS_EXCEEDED|resource limits|something went wrong while executing|timed? ?out/i;

/** 5xx, or an answer whose errors say that the server gave up on it: it took too long, or found too much. */
export function isTooMuch(error: unknown): boolean {
  if (!isReleaseError(error)) return false;
  if (error.code === "ERR_GITHUB_FAILED") return true;
  return error.code === "ERR_GITHUB_QUERY" && WORDS.test(JSON.stringify(error.details));
}
