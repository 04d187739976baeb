import type { ShownLink } from "@signalbox/git-promote";
import type { Plan } from "@signalbox/release-core";
import { count, plain, table, type Style } from "./style.js";

const WORDS: Readonly<Record<ShownLink["standing"], string>> = {
  contained: "nothing missing",
  merge: "to be merged",
  awaiting: "waits to be merged",
  settled: "settled by hand",
  conflict: "needs a person",
  taken: "the review branch is taken",
  undecided: "cannot be merged here",
  unreached: "not reached",
};

/** The chain of a back-merge, link by link, with what each one brings; nothing of other plans. */
export function linkLines({ facts, warnings }: Pick<Plan, "facts" | "warnings">, style: Style): readonly string[] {
  const { links } = (facts ?? {}) as { readonly links?: readonly ShownLink[] };
  if (!Array.isArray(links)) return [];
  const left = warnings.filter(({ code }) => code === "merge-conflict-left");
  return [
    ...(links as readonly ShownLink[]).flatMap((link) => oneLink(link, style)),
    ...left.map(({ hint }) => `  ${style.yellow("hint:")} ${plain(hint)}`),
  ];
}

function oneLink({ from, into, standing, missing, equivalent }: ShownLink, style: Style): readonly string[] {
  const isStopped = standing === "conflict" || standing === "taken" || standing === "undecided";
  const words = isStopped ? style.red(WORDS[standing]) : WORDS[standing];
  const also = equivalent === 0 ? "" : style.dim(`, has ${count(equivalent, "commit")} in another form`);
  const rows = missing.map(({ commit, date, author, subject }) => [
    style.cyan(commit.slice(0, 9)),
    date.slice(0, 10),
    plain(author),
    plain(subject),
  ]);
  return [`  ${from} → ${into}  ${words}${also}`, ...(rows.length === 0 ? [] : [table(rows, "    ")])];
}
