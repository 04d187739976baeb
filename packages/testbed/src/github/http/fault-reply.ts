import type { UserRecord } from "../state/records.js";
import type { GitHubFault } from "./faults.js";
import { Problem } from "./problem.js";
import { problemReply, type Reply, replyOf } from "./reply.js";

const SECONDARY =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";

/**
 * The answer of a fault that strikes before anything has happened, null when the request goes on.
 * Texts and headers: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export function faultReply(fault: GitHubFault, user: UserRecord | null, now: Date): Reply | null {
  const retry = { "retry-after": String(fault.retryAfter ?? 1) };
  switch (fault.kind) {
    case "429":
      return problemReply(new Problem(429, SECONDARY, { headers: retry }));
    case "403-secondary":
      return problemReply(new Problem(403, SECONDARY, { headers: retry }));
    case "403-primary": {
      const reset = Math.ceil((user?.rateLimit.resetAt ?? now.getTime() + 60_000) / 1000);
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
      return problemReply(new Problem(403, "API rate limit exceeded for user ID 1.", { headers }));
    }
    case "500":
      return replyOf(500, { message: "Server Error" });
    case "502":
    case "504":
      return page(Number(fault.kind));
    case "drop":
    case "drop-after":
    case "slow":
    case "truncate":
    case "graphql-partial":
    case "lag":
      return null;
  }
}

/** What the proxy in front of GitHub says: a page, not JSON. */
function page(status: number): Reply {
  const text = status === 502 ? "Bad Gateway" : "Gateway Timeout";
  const html = `<html>\r\n<head><title>${status} ${text}</title></head>\r\n<body>\r\n<center><h1>${status} ${text}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { "content-type": "text/html" }, bytes: Buffer.from(html) };
}
