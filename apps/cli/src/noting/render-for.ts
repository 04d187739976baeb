import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  DOCS_LAYOUTS,
  type Finding,
  type NotesModel,
  renderBlogDraft,
  renderChatLine,
  renderDocsWeek,
  renderGitHubRelease,
  renderHtml,
  renderMail,
  renderMarkdown,
  renderPlayNotes,
  renderProductNotes,
} from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { chatText, mailText, playText } from "../output/notes-text.js";
import type { Form } from "./forms.js";
import { namedByReaders } from "./named-by-readers.js";
import { mainRelease } from "./notes-address.js";

export interface RenderedFor {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** One text, as the configuration wants it. @throws ReleaseError `ERR_USAGE` where it lacks what the text needs */
export async function renderFor(
  form: Form,
  model: NotesModel,
  { notes, components, folder }: Config,
): Promise<RenderedFor> {
  const { product, blog, mail, docs, play = { locales: ["en-GB"] } } = notes;
  const notesUrl = notes.notesUrl?.replaceAll("{release}", model.release);
  const order = components.map(({ name }) => name);
  const readers = namedByReaders(model, notes);
  const clean = (text: string): RenderedFor => ({ text, findings: [] });
  switch (form) {
    case "github":
      return renderGitHubRelease(model, { allChangesUrl: notesUrl });
    case "product":
      return renderProductNotes(model, { order, patches: patchesOf(model.release, notes.notesUrl) });
    case "docs":
      return clean(renderDocsWeek(weekOf(readers), { layout: DOCS_LAYOUTS[docs?.layout ?? "weekday"] }));
    case "play": {
      const texts = await writtenTexts(play.texts ?? {}, model.release, folder);
      const { notes: ready, findings } = renderPlayNotes(model, { locales: play.locales, texts, link: notesUrl });
      return { text: playText(ready), findings };
    }
    case "blog":
      if (blog === undefined) throw notConfigured("blog", '{ author: "Acme Team" }');
      return clean(renderBlogDraft(model, { ...blog, notesUrl, order }).text);
    case "mail":
      if (mail === undefined) throw notConfigured("mail", '{ to: "team@example.org", bcc: [] }');
      return clean(mailText(renderMail(model, { ...mail, product, notesUrl })));
    case "chat":
      return clean(chatText(renderChatLine(model, { ...notes.chat, product, notesUrl })));
    case "html":
      return clean(renderHtml(model));
    case "markdown":
      return clean(renderMarkdown(model));
  }
}

/** The main release of a patch, where the configuration says where its notes are. */
function patchesOf(release: string, notesUrl: string | undefined): { release: string; url: string } | undefined {
  const main = mainRelease(release);
  return main === null || notesUrl === undefined
    ? undefined
    : { release: main, url: notesUrl.replaceAll("{release}", main) };
}

/** Sections are Production and Testing where the model has them, else all is one. */
const weekOf = ({ date, sections }: NotesModel): Parameters<typeof renderDocsWeek>[0] => ({
  date,
  environments: sections.map(({ title, components }) => ({ title: title === "" ? "Production" : title, components })),
});

/** Files that are not there are texts that nobody wrote: a finding says so. */
export async function writtenTexts(
  files: Readonly<Record<string, string>>,
  release: string,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  const read = Object.entries(files).map(async ([locale, file]): Promise<[string, string]> => {
    const path = resolve(folder, file.replaceAll("{release}", release.replace(/[^\w.-]/g, "_")));
    return [locale, await readFile(path, "utf8").catch(() => "")];
  });
  return Object.fromEntries(await Promise.all(read));
}

const notConfigured = (form: string, example: string): Error =>
  usage(`The configuration says nothing of the ${form}.`, `Add \`notes: { ${form}: ${example} }\` to it.`);
