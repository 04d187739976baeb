import type { ChatLine, Finding, Mail } from "@signalbox/release-notes";
import { plain, type Style } from "./style.js";

/** `<en-GB>` around each text, as the Play Console takes them from the clipboard; a single one stands alone. */
export function playText(notes: Readonly<Record<string, string>>): string {
  const texts = Object.entries(notes);
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return `${only[1]}\n`;
  return texts.map(([locale, text]) => `<${locale}>\n${text}\n</${locale}>\n`).join("");
}

/** The plain text below its header fields. */
export const mailText = ({ subject, to, bcc, text }: Mail): string =>
  [`Subject: ${subject}`, `To: ${to}`, ...(bcc.length === 0 ? [] : [`Bcc: ${bcc.join(", ")}`]), "", text].join("\n");

/** One line: who is called, the text, the links. */
export const chatText = ({ text, links, mentions }: ChatLine): string =>
  `${[...mentions.map((name) => `@${plain(name)}`), text, ...links.map(({ url }) => url)].join(" ")}\n`;

/** A line and a hint for each finding; those that stop nothing are marked otherwise. `tolerated`: their codes, or all. */
export const findingLines = (
  findings: readonly Finding[],
  tolerated: readonly string[] | "all",
  style: Style,
): string =>
  findings
    .map(({ code, message, hint, component }) => {
      const mark = tolerated === "all" || tolerated.includes(code) ? style.yellow("!") : style.red("✖");
      const where = component === undefined ? "" : `${style.bold(plain(component))}: `;
      return `${mark} ${where}${plain(message)} ${style.dim(`[${code}]`)}\n    ${style.yellow("hint:")} ${plain(hint)}`;
    })
    .join("\n");
