import type { NotesModel } from "../../notes.js";
import { oneLine } from "../text/one-line.js";
import { clipped } from "../text/plain-entry.js";
import { safeUrl } from "../text/safe-url.js";
import { shownSections } from "../text/shown.js";

export interface ChatOptions {
  /** What is released: `Avni`. */
  readonly product?: string | undefined;
  /** What it is ready for: `is out for sanity testing`. Default: `is out`. */
  readonly state?: string | undefined;
  readonly notesUrl?: string | undefined;
  /** Names of people or groups, as the channel knows them. */
  readonly mentions?: readonly string[] | undefined;
}

/** One line for a room, as plain text: each channel makes its own markup of it. */
export interface ChatLine {
  readonly subject: string;
  readonly text: string;
  readonly format: "text";
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly mentions: readonly string[];
}

/** What is out, how much has changed and where, and the link to the notes. Pure. */
export function renderChatLine(model: NotesModel, options: ChatOptions = {}): ChatLine {
  const { product, state = "is out", notesUrl, mentions = [] } = options;
  const subject = clipped(
    oneLine(product === undefined ? `Release ${model.release}` : `${product} ${model.release}`),
    100,
  );
  const url = safeUrl(notesUrl);
  return {
    subject,
    text: `${subject} ${oneLine(state)}: ${changesIn(model)}.`,
    format: "text",
    links: url === null ? [] : [{ title: "Release notes", url }],
    mentions,
  };
}

/** `34 changes in avni-server, avni-webapp, rules-server and 6 more`. Pure. */
function changesIn(model: NotesModel): string {
  const components = shownSections(model).flatMap((section) => section.components);
  const changes = components.reduce((sum, { entries }) => sum + entries.length, 0);
  if (changes === 0) return "no changes to tell of";
  const names = [...new Set(components.map(({ name }) => clipped(oneLine(name), 60)))];
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const last = names.length > 4 ? `${names.length - 3} more` : names.length > 1 ? names.at(-1) : undefined;
  const listed = last === undefined || names.length > 4 ? shown : shown.slice(0, -1);
  return `${changes} ${changes === 1 ? "change" : "changes"} in ${[listed.join(", "), ...(last === undefined ? [] : [last])].join(" and ")}`;
}
