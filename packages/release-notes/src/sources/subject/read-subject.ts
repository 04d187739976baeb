import type { Reference } from "../../notes.js";
import { type Home, referenceTo } from "./references.js";

/** What a subject says besides its words. */
export interface Subject {
  /** Without references at its beginning and the pull request at its end. */
  readonly text: string;
  /** In their order; a pull request at the end is none of them. */
  readonly references: readonly Reference[];
  /** `[server]` or `(avni-models)` behind the reference. */
  readonly scope: string | null;
  /** `(#12)` at the end: what a squash merge writes. */
  readonly pullRequest: number | null;
  /** The subject takes another commit back. */
  readonly isRevert: boolean;
}

/** What begins a subject with a reference; most subjects that do not are recognised by this alone. */
const MAY_REFER = /^(?:[([]?#|[-*] ?#|# ?\d|\d+ ?\||[\w.-]+(?:\/[\w.-]+)?#)/;
// `#12`, `acme/api#12`, `api#12`, `# 12`, `##12`; several, between blanks, commas, `and`, `&`, `+` or `/`.
const ONE = String.raw`(?:(?:([\w.-]+)\/)?([\w.-]+))?#+ ?(\d+)`;
const FIRST = new RegExp(`^[-*]? ?[([]?(${ONE})[)\\]]?`);
const NEXT = new RegExp(`^(?: *(?:,|&|\\+|/|and) *| +)[([]?(${ONE})[)\\]]?`);
const SCOPE = /^ ?(?:\[([^\]]{1,40})\]|\(([^)]{1,40})\))(?= ?[|:-])/;
// A hyphen in a word is none: `#12-fix`.
const SEPARATOR = /^ *(?:\||:|[-\u2013\u2014](?=\s))\s*/;
const BARE = /^(\d+) ?\|\s*/;
const PULL_REQUEST = / \(#(\d+)\)$/;
const REVERT = /^Revert "(.*)"$/s;

/**
 * Reads `#12 | text` and the other forms that people write in its stead (`owner/api#12 |`, `#12 - text`, `#12: text`,
 * `#12 text`, `#0 |`, `000 |`, `#12[server] |`, `#1, #2 |`). What is none of them is text. Never throws.
 */
export function readSubject(subject: string, home: Home): Subject {
  const reverted = subject.startsWith("Revert") ? REVERT.exec(subject)?.[1] : undefined;
  const written = reverted ?? subject;
  const squash = written.endsWith(")") ? PULL_REQUEST.exec(written) : null;
  const bare = squash === null ? written : written.slice(0, squash.index);
  const { text, references, scope } = MAY_REFER.test(bare)
    ? readBeginning(bare, home)
    : { text: bare, references: [], scope: null };
  return {
    text: reverted === undefined ? text : `Revert "${text}"`,
    references,
    scope,
    pullRequest: squash === null ? null : Number(squash[1]),
    isRevert: reverted !== undefined,
  };
}

function readBeginning(written: string, home: Home): Pick<Subject, "text" | "references" | "scope"> {
  const none = { text: written, references: [], scope: null };
  const bare = BARE.exec(written);
  if (bare !== null) {
    const number = bare[1] ?? "";
    return { ...none, text: written.slice(bare[0].length), references: [referenceTo({ number }, `#${number}`, home)] };
  }
  const references: Reference[] = [];
  let rest = written;
  for (let found = FIRST.exec(rest); found !== null; found = NEXT.exec(rest)) {
    const [whole, text = "", owner, repository, number = ""] = found;
    references.push(referenceTo({ owner, repository, number }, text.replace(/^#+ ?/, "#"), home));
    rest = rest.slice(whole.length);
  }
  if (references.length === 0) return none;
  const scoped = SCOPE.exec(rest);
  const afterScope = scoped === null ? rest : rest.slice(scoped[0].length);
  const separator = SEPARATOR.exec(afterScope);
  // `#12nd`, `#12.3`: no reference was meant.
  if (separator === null && !/^\s/.test(afterScope)) return none;
  const text = afterScope.slice(separator?.[0].length ?? 0).trim();
  return text === "" ? none : { text, references, scope: scoped?.[1] ?? scoped?.[2] ?? null };
}
