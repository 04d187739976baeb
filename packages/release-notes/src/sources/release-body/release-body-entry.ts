import type { Audience, Entry } from "../../notes.js";
import { EVERYBODY } from "../commits/entries-of-commit.js";

/**
 * The notes that the repository's own tool wrote (GoReleaser and the like) as one entry, byte for byte: never rewritten.
 * Null when there is nothing in them. Pure.
 */
export function releaseBodyEntry(
  body: string,
  {
    component,
    version,
    audience = EVERYBODY,
  }: { readonly component: string; readonly version: string; readonly audience?: readonly Audience[] | undefined },
): Entry | null {
  if (body.trim() === "") return null;
  return {
    component,
    version,
    kind: "other",
    text: body,
    audience,
    references: [],
    pullRequest: null,
    authors: [],
    links: [],
    source: "release-body",
    commit: null,
  };
}
