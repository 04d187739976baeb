import type { GitHubState } from "../state/git-hub-state.js";
import type { UserRecord } from "../state/records.js";
import { Problem } from "./problem.js";

/**
 * Who signed in: `token …`, `Bearer …`, or Basic with the token as the password, as git sends it. Null without any.
 * @throws Problem 401 for a token that is unknown or has expired
 */
export function authenticate(state: GitHubState, authorization: string | undefined): UserRecord | null {
  const token = tokenOf(authorization);
  if (token === null) return null;
  const user = state.userOfToken(token);
  if (user === undefined || user.expired) throw new Problem(401, "Bad credentials");
  return user;
}

function tokenOf(authorization: string | undefined): string | null {
  const [scheme = "", value] = authorization?.split(" ") ?? [];
  if (value === undefined) return null;
  if (scheme.toLowerCase() !== "basic") return value;
  const decoded = Buffer.from(value, "base64").toString();
  return decoded.slice(decoded.indexOf(":") + 1);
}
