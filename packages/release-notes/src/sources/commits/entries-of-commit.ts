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

const EVERYBODY: readonly Audience[] = ["users", "developers", "operators"];

/**
 * The entries of commits: one for every change that its message tells, at least one. A merge is hidden as
 * `merge-commit`, a type that is not shown as `type-chore`. Pure.
 */
export function commitEntries(rules: CommitRules): (commit: CommitToRead) => readonly Entry[] {
  const { component, version, types = COMMIT_TYPES, audience = EVERYBODY } = rules;
  const names = new Set(Object.keys(types));
  const common = { component, version, audience, links: [], source: "commit" } as const;

  const plain = ({ commit, parents }: CommitToRead, { subject, body }: Message, authors: readonly string[]): Entry => {
    const read = readSubject(subject, rules);
    const breaking = breakingIn(body);
    const kind = breaking !== null ? "breaking" : read.isRevert ? "revert" : "other";
    const text = breaking === null ? read.text : `${read.text}\n${breaking}`;
    const entry = { ...common, ...aboutSubject(read, rules), kind, text, authors, commit };
    return parents.length > 1 ? { ...entry, hidden: true, why: "merge-commit" } : entry;
  };

  const changed = (change: ConventionalChange, commit: string, authors: readonly string[]): Entry => {
    const read = readSubject(change.description, rules);
    const { kind, hidden } = types[change.type] ?? { kind: change.type };
    const text = change.breaking === null ? read.text : `${read.text}\n${change.breaking}`;
    const scope = change.scope ?? read.scope;
    const references = [...read.references, ...footerReferences(change, rules)];
    const about = { ...aboutSubject({ ...read, references, scope }, rules), text, authors, commit };
    if (change.isBreaking) return { ...common, ...about, kind: "breaking" };
    const entry = { ...common, ...about, kind };
    return hidden === true ? { ...entry, hidden: true, why: `type-${change.type}` } : entry;
  };

  return (commit) => {
    const messages = withNested(commit.override ?? commit);
    const authors = authorsOf(commit);
    return messages.flatMap((message): readonly Entry[] => {
      // Some write `#12 | feat: text`.
      const changes = commit.parents.length > 1 ? null : (readMessage(message, names) ?? behindReference(message));
      return changes?.map((change) => changed(change, commit.commit, authors)) ?? [plain(commit, message, authors)];
    });
  };

  function behindReference(message: Message): readonly ConventionalChange[] | null {
    if (!/^[^:]*#[^:]*\w!?(?:\([^)]*\))?!?:/.test(message.subject)) return null;
    const { text, references, pullRequest } = readSubject(message.subject, rules);
    const [first, ...others] = readMessage({ ...message, subject: text }, names) ?? [];
    if (first === undefined) return null;
    // They go in front again, where they are read with the description.
    const before = references.length === 0 ? "" : `${references.map((one) => one.text).join(", ")} | `;
    const after = pullRequest === null ? "" : ` (#${pullRequest})`;
    return [{ ...first, description: `${before}${first.description}${after}` }, ...others];
  }
}

function aboutSubject({ references, pullRequest, scope }: Subject | Omit<Subject, "text">, { webUrl }: Home) {
  const url = webUrl === null || pullRequest === null ? null : `${webUrl}/pull/${pullRequest}`;
  return {
    references,
    pullRequest: pullRequest === null ? null : { number: pullRequest, url },
    ...(scope === null ? {} : { scope }),
  };
}

/** `Closes: #12`, `Refs #12`. */
const footerReferences = ({ footers }: ConventionalChange, home: Home): readonly Reference[] =>
  footers.flatMap(({ value }) => (value.includes("#") ? readSubject(`${value} | x`, home).references : []));

const CO_AUTHOR = /^co-authored-by: *([^<\n]+?) *</gim;

const authorsOf = ({ author, body }: CommitToRead): readonly string[] =>
  body.length > 14 && /co-authored-by/i.test(body)
    ? [...new Set([author.name, ...[...body.matchAll(CO_AUTHOR)].map(([, name = ""]) => name)])]
    : [author.name];
