import type { BoardCard, BoardCards } from "@signalbox/github-release";
import { count, plain, type Style } from "./style.js";

/** The cards of a release for people, by the repository of what they stand for; drafts last. */
export function boardCardsText({ board, release, cards, warnings }: BoardCards, style: Style): string {
  const isActive = release.active ? ` (${plain(release.description)})` : "";
  const head = style.bold(`${count(cards.length, "card")} of ${plain(release.name)} on ${plain(board.title)}`);
  const repositories = [...new Set(cards.map(({ repository }) => repository))].sort(
    (one, other) => Number(one === null) - Number(other === null) || (one ?? "").localeCompare(other ?? ""),
  );
  const lines = repositories.flatMap((repository) => [
    `  ${style.bold(repository === null ? "no repository" : plain(repository))}`,
    ...cards.filter((card) => card.repository === repository).map((card) => `    ${lineOf(card, style)}`),
  ]);
  const told = warnings.map(
    ({ message, hint }) => `${style.yellow("!")} ${plain(message)}\n    ${style.yellow("hint:")} ${hint}`,
  );
  return [`${head}${style.dim(isActive)}  ${style.dim(board.url)}`, ...lines, ...told].join("\n");
}

function lineOf({ number, type, title, status, category, labels, archived }: BoardCard, style: Style): string {
  const name = number === null ? type : `#${number}`;
  const marks = [...(category === null ? [] : [category]), ...labels, ...(archived ? ["archived"] : [])].map(plain);
  const state = status === null ? style.yellow("no status") : plain(status);
  return `${name}  ${title === null ? style.dim("hidden") : plain(title)}  ${style.cyan(state)}${marks.length === 0 ? "" : style.dim(`  ${marks.join(", ")}`)}`;
}
