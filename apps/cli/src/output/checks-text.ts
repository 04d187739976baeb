import type { CheckLine, ChecksEvidence } from "@signalbox/ci-gate";
import type { Json, Verdict } from "@signalbox/release-core";
import { count, plain, type Style } from "./style.js";

export type CheckedRepository = { readonly name: string; readonly repository: string } & (
  Verdict<ChecksEvidence> | { readonly error: Json }
);

/** What CI says, for people: one line a repository, and what failed or runs below it. */
export const checksText = (repositories: readonly CheckedRepository[], style: Style): string =>
  repositories.map((one) => repositoryText(one, style)).join("\n");

function repositoryText(one: CheckedRepository, style: Style): string {
  if (!("status" in one)) {
    const { message = "", hint = "" } = one.error as { readonly message?: string; readonly hint?: string };
    return headOf(style.red("✖"), one.name, plain(message), style) + hintOf(hint, style);
  }
  const { evidence } = one;
  const mark = { pass: style.green("✔"), wait: style.yellow("…"), block: style.red("✖") }[one.status];
  const lines = [
    ...evidence.failed.map((line) => style.red(lineOf(line))),
    ...evidence.running.map(lineOf),
    ...evidence.missing.map((name) => style.yellow(`${plain(name)}  missing`)),
  ];
  const ignored =
    evidence.ignored.length === 0 ? [] : [style.dim(`${count(evidence.ignored.length, "check")} ignored`)];
  const head = headOf(mark, one.name, plain(one.reason), style);
  return (
    [head, ...[...lines, ...ignored].map((line) => `    ${line}`)].join("\n") +
    hintOf("hint" in one ? one.hint : "", style)
  );
}

const headOf = (mark: string, name: string, text: string, style: Style): string =>
  `${mark} ${style.bold(plain(name))}  ${text}`;

const hintOf = (hint: string, style: Style): string =>
  hint === "" ? "" : `\n    ${style.yellow("hint:")} ${plain(hint)}`;

const lineOf = ({ name, app, state, url }: CheckLine): string =>
  [
    plain(name),
    state.replaceAll("_", " "),
    ...(app === null ? [] : [`(${plain(app)})`]),
    ...(url === null ? [] : [plain(url)]),
  ].join("  ");
