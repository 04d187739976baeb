import type { Reference } from "../../notes.js";

/** Where `#123` leads to. */
export interface Home {
  /** `https://github.com/acme/api`; null where the repository is on no web site. */
  readonly webUrl: string | null;
}

const OWNED = /^(https?:\/\/[^/]+)\/([^/]+)\/([^/]+)\/?$/;

/** `#0` and `#000` are what people write for "no issue": they point nowhere. */
const isNowhere = (number: string): boolean => /^0+$/.test(number);

/** `#12`, `acme/api#12`, `api#12` (of the same owner), as they were written. */
export function referenceTo(
  { owner, repository, number }: { owner?: string | undefined; repository?: string | undefined; number: string },
  text: string,
  { webUrl }: Home,
): Reference {
  const [, host = "", ownOwner = "", ownName = ""] = OWNED.exec(webUrl ?? "") ?? [];
  // Somebody who writes `acme#12` means no repository that can be told.
  const isUnknown = host === "" || isNowhere(number) || (owner === undefined && repository === ownOwner);
  const url = isUnknown
    ? null
    : `${host}/${owner ?? ownOwner}/${repository ?? ownName}/issues/${number.replace(/^0+/, "")}`;
  return { text, url };
}

/** One spelling for an issue or pull request, whoever names it: what joins a commit, its pull request and its card. */
export const sameIssue = (url: string): string =>
  url
    .toLowerCase()
    .replace(/[?#].*$/, "")
    .replace(/\/pull\/(\d+)(?:\/.*)?$/, "/issues/$1");
