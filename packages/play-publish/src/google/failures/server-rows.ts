import type { FailureRow } from "./failure-row.js";

/** Google's servers, their limits and the way there. */
export const SERVER_ROWS: readonly FailureRow[] = [
  {
    code: "ERR_PLAY_QUOTA",
    status: [403, 429],
    reason: [
      "rateLimitExceeded",
      "userRateLimitExceeded",
      "quotaExceeded",
      "dailyLimitExceeded",
      "RATE_LIMIT_EXCEEDED",
    ],
    message: /quota exceeded|rate limit/i,
    says: "The quota of Play's API is used up",
    hint: "3,000 requests a minute are free for all: wait a minute, and see what else uses the same project.",
    retryable: true,
    repeat: true,
  },
  {
    code: "ERR_PLAY_QUOTA",
    status: [429],
    says: "Play's API asks to slow down",
    hint: "Wait a minute, then run it again.",
    retryable: true,
    repeat: true,
  },
  {
    code: "ERR_PLAY_BUSY",
    status: [409],
    says: "Something else changes the same thing at this moment",
    hint: "Run it again in a minute; see who else publishes this app.",
    retryable: true,
    repeat: true,
  },
  {
    code: "ERR_PLAY_UNAVAILABLE",
    status: [408, 500, 502, 503, 504],
    says: "Play's servers fail",
    hint: "Run it again later: https://status.play.google.com shows whether others have the same.",
    retryable: true,
    repeat: true,
  },
  {
    code: "ERR_PLAY_UNREACHABLE",
    status: [null],
    says: "There was no answer from Google",
    hint: "Check the network and the proxy, then run it again.",
    retryable: true,
    repeat: true,
  },
];
