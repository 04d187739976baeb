import type { Entry, Finding } from "../notes.js";
import { briefly } from "../render/text/plain-entry.js";
import type { Card } from "../sources/cards/card-entries.js";
import { sameIssue } from "../sources/subject/references.js";
import type { NoteFacts } from "./note-facts.js";

/** `card-not-done`, `card-without-commit`, `commit-without-card`. Pure. */
export function cardFindings({ entries, cards: facts }: NoteFacts): readonly Finding[] {
  if (facts === undefined) return [];
  const cards = facts.cards.filter(({ archived, title }) => !archived && title !== null);
  const done = new Set(facts.done.map((status) => status.toLowerCase()));
  const changes = entries.filter(({ source }) => source === "commit" || source === "pull-request");
  const named = new Set(changes.flatMap(keysOf));
  const onBoard = new Set(facts.cards.flatMap(({ url }) => (url === null ? [] : [sameIssue(url)])));
  return [
    ...cards.filter(({ status }) => !done.has((status ?? "").toLowerCase())).map(notDone),
    ...cards.filter(({ url }) => url === null || !named.has(sameIssue(url))).map(withoutCommit),
    ...changes
      // What is hidden for what it is (a merge, a chore) needs no card.
      .filter((entry) => entry.hidden !== true && !keysOf(entry).some((key) => onBoard.has(key)))
      .map(withoutCard),
  ];
}

const keysOf = ({ references, pullRequest }: Entry): readonly string[] =>
  [pullRequest?.url ?? null, ...references.map(({ url }) => url)].flatMap((url) =>
    url === null ? [] : [sameIssue(url)],
  );

const nameOf = ({ repository, number, title }: Card): string =>
  repository === null || number === null
    ? `"${briefly(title ?? "")}"`
    : `${repository}#${number} (${briefly(title ?? "")})`;

const notDone = (card: Card): Finding => ({
  code: "card-not-done",
  message: `${nameOf(card)} is on the release with the status ${card.status ?? "none"}.`,
  hint: "Finish it, or take it off the release before the notes tell of it.",
});

const withoutCommit = (card: Card): Finding => ({
  code: "card-without-commit",
  message: `No commit of the release names ${nameOf(card)}.`,
  hint: "Look whether its change is in the range; else take the card off the release, or write the note by hand.",
});

const withoutCard = (entry: Entry): Finding => ({
  code: "commit-without-card",
  message: `${entry.commit?.slice(0, 9) ?? `#${entry.pullRequest?.number ?? ""}`} (${briefly(entry.text)}) belongs to no card of the release.`,
  hint: "Put its card on the release, or name the card in the subject of the next commit.",
  component: entry.component,
});
