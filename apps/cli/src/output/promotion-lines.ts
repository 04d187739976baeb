import { pinLines, type PinRow } from "./pin-lines.js";
import { count, plain, table, type Style } from "./style.js";

/** What a promotion sees, as far as a plan has it. */
export interface PromotionFacts {
  readonly changes?: readonly ShownChange[];
  readonly checklist?: readonly (ShownChange & {
    readonly ask: string;
    readonly pullRequest?: { readonly number: number | null };
  })[];
  readonly alreadyContained?: readonly unknown[];
  readonly pins?: readonly PinRow[];
  readonly otherPaths?: readonly { readonly path: string; readonly status: string }[];
  readonly references?: readonly { readonly severity: string; readonly message: string }[];
  readonly standing?: string;
  readonly review?: { readonly ref: string; readonly repository?: string } | null;
}

interface ShownChange {
  readonly commit: string;
  readonly subject: string;
  readonly author: string;
  readonly date: string;
}

/** More files or findings than this are counted. */
const MOST_LINES = 20;

/** Each change with the one to ask, the versions that move, the other files, and what only the facts say. */
export function promotionLines(facts: PromotionFacts | null, style: Style): readonly string[] {
  const { alreadyContained = [], pins = [], otherPaths = [], references = [], standing, review } = facts ?? {};
  const notes = references.filter(({ severity }) => severity === "info").map(({ message }) => plain(message));
  return [
    ...itemLines(facts ?? {}, style),
    ...(alreadyContained.length === 0
      ? []
      : [style.dim(`    and ${count(alreadyContained.length, "change")} that the target has already`)]),
    ...pinLines(pins, style),
    ...(otherPaths.length === 0 ? [] : [`    ${count(otherPaths.length, "file")} with more than versions:`]),
    ...capped(otherPaths.map(({ path, status }) => `      ${status.padEnd(8)} ${plain(path)}`)),
    ...capped(notes.map((note) => `    ${note}`)).map((line) => style.dim(line)),
    ...(standing === "awaiting" ? [style.yellow(`    ${reviewOf(review ?? null)} waits to be merged`)] : []),
  ];
}

function itemLines({ changes = [], checklist }: PromotionFacts, style: Style): readonly string[] {
  const items = checklist ?? changes.map((change) => ({ ...change, ask: change.author, pullRequest: undefined }));
  const rows = items.map(({ commit, date, ask, subject, pullRequest }) => {
    const number = pullRequest?.number ?? null;
    const request = number === null || subject.includes(`#${number}`) ? "" : style.dim(` #${number}`);
    return [style.cyan(commit.slice(0, 9)), date.slice(0, 10), plain(ask), `${plain(subject)}${request}`];
  });
  return rows.length === 0 ? [] : [table(rows, "    ")];
}

const capped = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `      and ${lines.length - MOST_LINES} more (--json has all)`];

function reviewOf(review: { readonly ref: string; readonly repository?: string } | null): string {
  if (review === null) return "the review branch";
  const branch = review.ref.replace("refs/heads/", "");
  return review.repository === undefined ? branch : `${branch} of ${review.repository}`;
}
