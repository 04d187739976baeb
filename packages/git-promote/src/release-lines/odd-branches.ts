import { DEFAULT_RELEASE_BRANCHES } from "./release-branches.js";

/** A name that was meant to be a release branch's, or is easily taken for one. */
export interface OddBranch {
  /** `patch-number`: `12.0.2`; `remote-name`: `origin/2.5`, or `HEAD`; `more`: `15.2stale]`, `16.4_dev`. */
  readonly kind: "patch-number" | "remote-name" | "more";
  /** What it should be called, or the release branch that it begins with. */
  readonly stem: string;
  /** What is too much. */
  readonly rest: string;
}

/** What `git push origin origin/2.5` and the like leave behind. */
const REMOTE_PREFIX = /^(?:origin|upstream|refs\/heads|refs\/remotes\/[^/]+)\//;

/** No release branch has a longer name. */
const MOST_SIGNS = 100;

/** What is odd about a short branch name; null when nothing is. `patterns`: those of the release branches. */
export function oddBranch(name: string, patterns: readonly string[]): OddBranch | null {
  if (name === "HEAD") return { kind: "remote-name", stem: "", rest: name };
  const prefix = REMOTE_PREFIX.exec(name)?.[0];
  if (prefix !== undefined) return { kind: "remote-name", stem: name.slice(prefix.length), rest: prefix };
  const named = (patterns.length === 0 ? [DEFAULT_RELEASE_BRANCHES] : patterns).map((pattern) => new RegExp(pattern));
  if (named.some((pattern) => pattern.test(name))) return null;
  for (let end = Math.min(name.length - 1, MOST_SIGNS); end > 0; end -= 1) {
    const stem = name.slice(0, end);
    if (!named.some((pattern) => pattern.test(stem))) continue;
    const rest = name.slice(end);
    return { kind: /^\.\d+$/.test(rest) ? "patch-number" : "more", stem, rest };
  }
  return null;
}
