import { notOnGitHub } from "./errors.js";

/** A repository of GitHub: the `owner` and `repo` of its routes. */
export interface Slug {
  readonly owner: string;
  readonly repo: string;
}

/** Says which repository of GitHub a location is: a URL or `owner/name`, and for an app that knows more, a clone's path. */
export type Locate = (location: string) => Slug | Promise<Slug>;

// https://docs.github.com/en/rest/repos: owners have letters, digits and single hyphens, Enterprise also underscores
// (`user_company`); names have letters, digits, hyphens, dots and underscores.
const PAIR = /^([A-Za-z0-9](?:[A-Za-z0-9_-]{0,99}))\/([\w.-]{1,100})$/;

/**
 * Reads `owner/name`, `https://host/owner/name(.git)`, `ssh://git@host/owner/name.git` and `git@host:owner/name.git`.
 * The host is not looked at: which one is asked, the client knows.
 * @throws ReleaseError `ERR_NOT_ON_GITHUB`
 */
export function slugOf(location: string): Slug {
  const path = pathOf(location);
  const [, owner, name = ""] = (path === null ? null : PAIR.exec(path)) ?? [];
  const repo = name.replace(/\.git$/, "");
  if (owner === undefined || repo === "" || repo === "." || repo === "..") throw notOnGitHub(location);
  return { owner, repo };
}

export const slugText = ({ owner, repo }: Slug): string => `${owner}/${repo}`;

function pathOf(location: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    if (!URL.canParse(location) || location.startsWith("file:")) return null;
    return trimmed(new URL(location).pathname);
  }
  const scp = /^[^/\s@]+@[^/\s:]+:(.+)$/.exec(location);
  return trimmed(scp?.[1] ?? location);
}

const trimmed = (path: string): string => path.replace(/^\/+/, "").replace(/\/+$/, "");
