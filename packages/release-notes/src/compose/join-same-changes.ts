import type { Entry, EntrySource } from "../notes.js";
import { sameIssue } from "../sources/subject/references.js";

/** From what tells of a whole change to what tells of its parts: a part is joined to the first whole that it names. */
const WHOLES: readonly EntrySource[] = ["file", "card", "issue", "pull-request", "commit"];

/**
 * Makes one entry of a change that a commit, its pull request and its card tell, each of the same component. Two cards
 * stay two, and two commits without anything above them too. What a repository's own tool wrote is joined to nothing. Pure.
 */
export function joinSameChanges(entries: readonly Entry[], precedence: readonly EntrySource[]): readonly Entry[] {
  const wholes = new Map<string, Entry>();
  const members = new Map<Entry, Entry[]>();
  for (const source of WHOLES) {
    const same = entries.filter((entry) => entry.source === source);
    const joined = same.map(
      (entry) =>
        [
          entry,
          lookups(entry)
            .map((key) => wholes.get(key))
            .find((one) => one !== undefined),
        ] as const,
    );
    for (const [entry, whole] of joined) {
      const first = whole ?? entry;
      members.set(first, [...(members.get(first) ?? []), entry]);
    }
    // Only now: entries of one source are not joined to each other.
    for (const [entry, whole] of joined)
      for (const key of keysOf(entry)) if (!wholes.has(key)) wholes.set(key, whole ?? entry);
  }
  return entries.flatMap((entry) => {
    if (entry.source === "release-body") return [entry];
    const all = members.get(entry);
    return all === undefined ? [] : [joined(all, precedence)];
  });
}

/** What an entry is about, within its component. */
function keysOf({ component, commit, pullRequest, references }: Entry): readonly string[] {
  const urls = [pullRequest?.url ?? null, ...references.map(({ url }) => url)].filter((url) => url !== null);
  const keys = [
    ...(commit === null ? [] : [commit]),
    // A pull request that leads nowhere is its component's.
    ...(pullRequest === null || pullRequest.url !== null ? [] : [`#${pullRequest.number}`]),
    ...urls.map(sameIssue),
  ];
  return keys.map((key) => `${component.toLowerCase()} ${key}`);
}

/** Where its whole may be: in its component, or a card of none. */
const lookups = (entry: Entry): readonly string[] => [...keysOf(entry), ...keysOf({ ...entry, component: "" })];

function joined(all: readonly Entry[], precedence: readonly EntrySource[]): Entry {
  const [whole, ...parts] = all;
  if (whole === undefined) throw new RangeError("An entry is joined of at least one.");
  if (parts.length === 0) return whole;
  const rank = ({ source }: Entry): number => (precedence.includes(source) ? precedence.indexOf(source) : Infinity);
  const ranked = [...all].sort((a, b) => rank(a) - rank(b));
  const best = ranked.find(({ text }) => text !== "") ?? whole;
  const kinds = [...ranked.map(({ kind }) => kind).filter((kind) => kind !== "other"), "other"];
  const labels = [...new Set(all.flatMap((entry) => entry.labels ?? []))];
  // The whole decides, unless nobody may see what it is: a chore of a story does not hide the story.
  const decides = whole.text === "" ? best : whole;
  const { hidden: _, why: __, ...rest } = best;
  return {
    ...rest,
    component: all.map(({ component }) => component).find((component) => component !== "") ?? "",
    version: all.map(({ version }) => version).find((version) => version !== null) ?? null,
    kind: all.some(({ kind }) => kind === "breaking") ? "breaking" : (kinds[0] ?? "other"),
    references: unique(
      all.flatMap(({ references }) => references),
      ({ url, text }) => (url === null ? text : sameIssue(url)),
    ),
    pullRequest: all.map(({ pullRequest }) => pullRequest).find((one) => one !== null) ?? null,
    authors: [...new Set(all.flatMap(({ authors }) => authors))],
    links: unique(
      all.flatMap(({ links }) => links),
      ({ url }) => url,
    ),
    commit: all.map(({ commit }) => commit).find((one) => one !== null) ?? null,
    ...(labels.length === 0 ? {} : { labels }),
    ...(decides.hidden === true ? { hidden: true, why: decides.why ?? "no-reason" } : {}),
  };
}

const unique = <T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] =>
  [...new Map([...all].reverse().map((one) => [keyOf(one), one])).values()].reverse();
