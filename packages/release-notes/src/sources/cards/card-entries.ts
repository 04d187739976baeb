import type { Audience, Entry } from "../../notes.js";
import { EVERYBODY } from "../commits/entries-of-commit.js";

/** A card of a release, as `listBoardCards` of `@signalbox/github-release` gives it. */
export interface Card {
  /** Null when the token may not see it. */
  readonly title: string | null;
  readonly url: string | null;
  /** `owner/name`; null of a draft. */
  readonly repository: string | null;
  readonly number: number | null;
  readonly labels: readonly string[];
  readonly status: string | null;
  readonly category: string | null;
  readonly archived: boolean;
}

export interface CardRules {
  /** The component of a card; null: it belongs to none, and is told with `component: ""`. */
  readonly componentOf: (card: Card) => string | null;
  readonly version: string | null;
  /** Category, or else label → kind, in lower case: `{ bug: "fix" }`. */
  readonly kinds?: Readonly<Record<string, string>> | undefined;
  readonly audience?: readonly Audience[] | undefined;
}

/** What people call their cards. */
export const CARD_KINDS: Readonly<Record<string, string>> = {
  bug: "fix",
  defect: "fix",
  fix: "fix",
  enhancement: "feature",
  feature: "feature",
  story: "feature",
  performance: "performance",
};

/**
 * An entry for each card. One that the token may not see is hidden as `card-not-visible`, an archived one as
 * `card-archived`. Labels and category stay with it for selection rules. Pure.
 */
export function cardEntries(cards: readonly Card[], rules: CardRules): readonly Entry[] {
  const { componentOf, version, kinds = CARD_KINDS, audience = EVERYBODY } = rules;
  return cards.map((card): Entry => {
    const labels = [...card.labels, ...(card.category === null ? [] : [card.category])];
    const kind = [...labels].reverse().flatMap((label) => kinds[label.toLowerCase()] ?? [])[0] ?? "other";
    const why = card.title === null ? "card-not-visible" : card.archived ? "card-archived" : null;
    return {
      component: componentOf(card) ?? "",
      version,
      kind,
      text: (card.title ?? "").trim(),
      audience,
      references: card.url === null ? [] : [{ text: referenceText(card), url: card.url }],
      pullRequest: null,
      authors: [],
      links: [],
      source: "card",
      commit: null,
      labels,
      ...(why === null ? {} : { hidden: true, why }),
    };
  });
}

const referenceText = ({ repository, number, url }: Card): string =>
  repository === null || number === null ? (url ?? "") : `${repository}#${number}`;
