import type { NotesModel } from "../../notes.js";
import { addressInvalid } from "../errors.js";
import { markdownToHtml } from "../html/markdown-to-html.js";
import { joinBlocks, sectionBlocks, type Block } from "../text/blocks.js";
import type { EntryTemplate } from "../text/entry-text.js";
import { escapeMarkdown } from "../text/escape-markdown.js";
import { forAudience } from "../text/for-audience.js";
import { oneLine } from "../text/one-line.js";
import { linked, safeUrl } from "../text/safe-url.js";
import { shownSections } from "../text/shown.js";
import { introduction } from "./introduction.js";
import { plainText } from "./plain-text.js";

export interface MailOptions {
  /** Default: `Release Announcement`, the product before it. */
  readonly subject?: string | undefined;
  /** What is released: `Avni`. */
  readonly product?: string | undefined;
  readonly to: string;
  readonly bcc?: readonly string[] | undefined;
  readonly notesUrl?: string | undefined;
  /** Name of the component that is the mobile app: the mail says where its version is another one. */
  readonly app?: string | undefined;
  readonly template?: EntryTemplate | undefined;
}

export interface Mail {
  readonly subject: string;
  readonly to: string;
  /** Of the envelope only. */
  readonly bcc: readonly string[];
  readonly text: string;
  readonly html: string;
}

/**
 * The mail to everybody, as text and as HTML, for readers who are no developers. Pure.
 * @throws ReleaseError `ERR_ADDRESS_INVALID` when an address is none
 */
export function renderMail(model: NotesModel, options: MailOptions): Mail {
  const { product, to, bcc = [], template } = options;
  for (const address of [to, ...bcc]) if (!ADDRESS.test(address)) throw addressInvalid(address);
  const subject = oneLine(options.subject ?? `${product === undefined ? "" : `${product} `}Release Announcement`);
  const sections = shownSections(forAudience(model, "users"));
  const sentences = introduction(model, options);
  const link = safeUrl(options.notesUrl);
  const body = sectionBlocks(sections, { level: 2, nameAlways: true, kinds: false, references: false, template });
  const first = [sentences.map((each) => escapeMarkdown(each, { isWithin: true })).join(" ") + "\n"];
  if (link !== null) first.push(`${linked("Release notes", link)}\n`);
  const markdown = joinBlocks([...first.map((text): Block => ({ kind: "text", text })), ...body]);
  return { subject, to, bcc, text: plainText(sentences, link, sections), html: htmlPage(subject, markdown) };
}

/** `name@place`, or `Somebody <name@place>`. */
const ADDRESS = /^(?:[^\s<>@,;"]+@[^\s<>@,;"]+|[^<>@,;\r\n]+ <[^\s<>@,;"]+@[^\s<>@,;"]+>)$/;

/** A whole page: some readers show nothing else. The title is the subject, as HTML. */
const htmlPage = (subject: string, markdown: string): string =>
  `<!doctype html>\n<html>\n<head><meta charset="utf-8"><title>${htmlText(subject)}</title></head>\n` +
  `<body dir="auto">\n${markdownToHtml(markdown)}</body>\n</html>\n`;

const htmlText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
