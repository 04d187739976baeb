import type { CommitHistory, Place } from "./commit-history.js";

/**
 * Commits that may be the same change under another id, by the commit. A cherry-pick keeps the author and the date, and
 * mostly the subject, so only commits of one author that agree in one of the two are worth a comparison. Pure.
 */
export function twinCandidates(history: CommitHistory, commits: Iterable<Place>): ReadonlyMap<Place, readonly Place[]> {
  const wanted = [...new Set(commits)].filter((place) => isPlain(history, place));
  const byKey = new Map<string, Place[]>();
  for (const place of wanted) for (const key of keysOf(history, place)) byKey.set(key, []);
  for (let place = 0; byKey.size > 0 && place < history.size; place += 1) {
    if (!isPlain(history, place)) continue;
    for (const key of keysOf(history, place)) byKey.get(key)?.push(place);
  }
  const candidates = new Map<Place, readonly Place[]>();
  for (const place of wanted) {
    const others = new Set(keysOf(history, place).flatMap((key) => byKey.get(key) ?? []));
    others.delete(place);
    if (others.size > 0) candidates.set(place, [...others]);
  }
  return candidates;
}

/** A merge has no patch of its own, and a root commit nothing to compare it with. */
const isPlain = (history: CommitHistory, place: Place): boolean => history.at(place).parents.length === 1;

function keysOf(history: CommitHistory, place: Place): readonly [string, string] {
  const { author, date, subject } = history.at(place);
  const who = author.email.toLowerCase();
  return [`${who}\0${date}`, `${who}\0\0${subject}`];
}
