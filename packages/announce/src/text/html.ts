import type { Message } from "../ports.js";
import { type Line, parseLines } from "./parse-lines.js";
import { type Style, writeLine, writeLink } from "./style.js";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const HTML: Style = {
  escape,
  strong: (inside) => `<strong>${inside}</strong>`,
  em: (inside) => `<em>${inside}</em>`,
  code: (text) => `<code>${escape(text)}</code>`,
  link: (text, url) => `<a href="${escape(url)}">${escape(text)}</a>`,
  item: (inside) => `<li>${inside}</li>`,
};

/** A mail's HTML where the caller brings none: nothing of the text becomes markup. */
export function htmlOf(message: Message): string {
  const links = (message.links ?? []).map(({ title, url }) => `<p>${writeLink(title, url, HTML)}</p>`);
  const body = groups(parseLines(message)).map(({ is, lines }) => {
    const written = lines.map((line) => writeLine(line, HTML));
    if (is === "item") return `<ul>${written.join("")}</ul>`;
    if (is === "code") return `<pre>${written.join("\n")}</pre>`;
    return is === "heading" ? `<h3>${written.join("<br>")}</h3>` : `<p>${written.join("<br>\n")}</p>`;
  });
  return `<!doctype html>\n<html><body>\n${[...body, ...links].join("\n")}\n</body></html>\n`;
}

/** Neighbours of one kind, blank lines between them left out. */
function groups(lines: readonly Line[]): readonly { readonly is: Line["is"]; readonly lines: readonly Line[] }[] {
  const found: { is: Line["is"]; lines: Line[] }[] = [];
  let isApart = true;
  for (const line of lines) {
    const last = found.at(-1);
    if (line.is !== "blank" && !isApart && last?.is === line.is) last.lines.push(line);
    else if (line.is !== "blank") found.push({ is: line.is, lines: [line] });
    isApart = line.is === "blank";
  }
  return found;
}
