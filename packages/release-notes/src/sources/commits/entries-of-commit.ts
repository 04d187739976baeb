import type { LoggedCommit } from "@signalbox/git";
import type { Audience, Entry, Reference } from "../../notes.js";
import { COMMIT_TYPES, type CommitType } from "../conventional/commit-types.js";
import { type Message, withNested } from "../conventional/override.js";
import { breakingIn, type ConventionalChange, readMessage } from "../conventional/read-message.js";
import { readSubject, type Subject } from "../subject/read-subject.js";
import type { Home } from "../subject/references.js";

/** Whose commits they are, and how they are read. */
export interface CommitRules extends Home {
  readonly component: string;
  readonly version: string | null;
  /** Default: `COMMIT_TYPES`. */
  readonly types?: Readonly<Record<string, CommitType>> | undefined;
  /** Default: users, developers and operators. */
  readonly audience?: readonly Audience[] | undefined;
}

/** What is read of a commit. `override`: what its pull request says in its place (`overrideIn`). */
export type CommitToRead = Pick<LoggedCommit, "commit" | "parents" | "author" | "subject" | "body"> & {
  readonly override?: Message | null | undefined;
};

/** Who reads what nothing else is said of. */
export const EVERYBODY: readonly Audience[] = ["users", "developers", "operators"];

/**
 * The entries of commits: one for every change that its message tells, at least one. A merge is hidden as
 * `merge-commit`, a type that is not shown as `type-chore`. Pure.
 */
export function commitEntries(rules: CommitRules): (commit: CommitToRead) => readonly Entry[] {
  const { types = COMMIT_TYPES } = rules;
  const names = new Set(Object.keys(types));
  const entryOf = entryMaker(rules);

  const plain = (commit: CommitToRead, { subject, body }: Message, authors: readonly string[]): Entry => {
    const read = readSubject(subject, rules);
    const breaking = breakingIn(body);
    const kind = breaking !== null ? "breaking" : read.isRevert ? "revert" : "other";
    const why = commit.parents.length > 1 ? "merge-commit" : null;
    return entryOf({ kind, subject: read, more: breaking, why, commit: commit.commit, authors });
  };

  const changed = (change: ConventionalChange, commit: string, authors: readonly string[]): Entry => {
    const read = readSubject(change.description, rules);
    const more = footerReferences(change, rules);
    const subject = {
      text: read.text,
      references: more.length === 0 ? read.references : [...read.references, ...more],
      scope: change.scope ?? read.scope,
      pullRequest: read.pullRequest,
    };
    const { kind, hidden } = types[change.type] ?? { kind: change.type };
    if (change.isBreaking)
      return entryOf({ kind: "breaking", subject, more: change.breaking, why: null, commit, authors });
    return entryOf({ kind, subject, more: null, why: hidden === true ? `type-${change.type}` : null, commit, authors });
  };

  const entriesOf = (commit: CommitToRead, message: Message, authors: readonly string[]): readonly Entry[] => {
    if (commit.parents.length > 1) return [plain(commit, message, authors)];
    // Some write `#12 | feat: text`.
    const changes = readMessage(message, names) ?? behindReference(message, names, rules);
    return changes === null
      ? [plain(commit, message, authors)]
      : changes.map((change) => changed(change, commit.commit, authors));
  };

  return (commit) => {
    const messages = withNested(commit.override ?? commit);
    const authors = authorsOf(commit);
    const [only] = messages;
    if (messages.length === 1 && only !== undefined) return entriesOf(commit, only, authors);
    return messages.flatMap((message) => entriesOf(commit, message, authors));
  };
}

interface Made {
  readonly kind: string;
  readonly subject: Pick<Subject, "text" | "references" | "scope" | "pullRequest">;
  /** What follows the text, on lines of its own. */
  readonly more: string | null;
  readonly why: string | null;
  readonly commit: string;
  readonly authors: readonly string[];
}

/** Written field by field: to spread objects here takes half of the time of a long history. */
function entryMaker({ component, version, webUrl, audience = EVERYBODY }: CommitRules): (made: Made) => Entry {
  return ({ kind, subject, more, why, commit, authors }) => {
    const { text, references, scope, pullRequest } = subject;
    const entry: { -readonly [Name in keyof Entry]: Entry[Name] } = {
      component,
      version,
      kind,
      text: more === null ? text : `${text}\n${more}`,
      audience,
      references,
      pullRequest:
        pullRequest === null
          ? null
          : { number: pullRequest, url: webUrl === null ? null : `${webUrl}/pull/${pullRequest}` },
      authors,
      links: NO_LINKS,
      source: "commit",
      commit,
    };
    if (scope !== null) entry.scope = scope;
    if (why !== null) {
      entry.hidden = true;
      entry.why = why;
    }
    return entry;
  };
}

const NO_LINKS: Entry["links"] = [];

const MAY_HAVE_TYPE = /^[^:]*#[^:]*\w(?:\([^)]*\))?!?:/;

function behindReference(
  message: Message,
  names: ReadonlySet<string>,
  home: Home,
): readonly ConventionalChange[] | null {
  if (!MAY_HAVE_TYPE.test(message.subject)) return null;
  const { text, references, pullRequest } = readSubject(message.subject, home);
  const [first, ...others] = readMessage({ subject: text, body: message.body }, names) ?? [];
  if (first === undefined) return null;
  // They go in front again, where they are read with the description.
  const before = references.length === 0 ? "" : `${references.map((one) => one.text).join(", ")} | `;
  const after = pullRequest === null ? "" : ` (#${pullRequest})`;
  return [{ ...first, description: `${before}${first.description}${after}` }, ...others];
}

/** `Closes: #12`, `Refs #12`. */
const footerReferences = ({ footers }: ConventionalChange, home: Home): readonly Reference[] =>
  footers.flatMap(({ value }) => (value.includes("#") ? readSubject(`${value} | x`, home).references : []));

const CO_AUTHOR = /^co-authored-by: *([^<\n]+?) *</gim;

const authorsOf = ({ author, body }: CommitToRead): readonly string[] =>
  body !== "" && MAY_NAME.test(body)
    ? [...new Set([author.name, ...[...body.matchAll(CO_AUTHOR)].map(([, name = ""]) => name)])]
    : [author.name];

const MAY_NAME = /authored-by: /i;
