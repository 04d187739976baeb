import { expect, it } from "vitest";
import { renderBlogDraft } from "../../src/render/blog/render-blog-draft.js";
import { renderChatLine } from "../../src/render/chat/render-chat-line.js";
import { DOCS_LAYOUTS, renderDocsWeek } from "../../src/render/docs/render-docs.js";
import { renderGitHubRelease } from "../../src/render/github/render-github-release.js";
import { renderHtml } from "../../src/render/html/render-html.js";
import { notesDocument } from "../../src/render/json/notes-document.js";
import { renderMail } from "../../src/render/mail/render-mail.js";
import { renderMarkdown } from "../../src/render/markdown/render-markdown.js";
import { renderPlayNotes } from "../../src/render/play/render-play-notes.js";
import { renderProductNotes } from "../../src/render/product/render-product-notes.js";
import { AVNI, modelOf } from "./models.js";

const NOTES_URL = "https://github.com/avniproject/avni-product/releases/tag/v16.11.0";
const ORDER = ["avni-server", "avni-webapp", "avni-client", "rules-server", "avni-etl"];

// Every file was read by a person once, as its readers will. Change one on purpose only.
const golden: Readonly<Record<string, () => string>> = {
  "markdown.md": () => renderMarkdown(AVNI),
  "release.html": () => renderHtml(AVNI),
  "document.json": () => `${JSON.stringify(notesDocument(AVNI), null, 2)}\n`,
  "github-release.md": () => renderGitHubRelease(modelOf(AVNI.sections[0]?.components.slice(0, 1) ?? [])).text,
  "product.md": () => renderProductNotes(AVNI, { order: ORDER }).text,
  "product-patch.md": () =>
    renderProductNotes(modelOf(AVNI.sections[0]?.components.slice(2, 3) ?? [], { release: "16.11.1" }), {
      patches: { release: "16.11.0", url: NOTES_URL },
    }).text,
  "docs-week.md": () =>
    renderDocsWeek(
      {
        date: AVNI.date,
        environments: [{ title: "Production", components: AVNI.sections[0]?.components ?? [] }],
      },
      { layout: DOCS_LAYOUTS["week-and-environments"] },
    ),
  "play.json": () =>
    `${JSON.stringify(
      renderPlayNotes(AVNI, { locales: ["en-GB", "hi-IN"], texts: { "hi-IN": "उपस्थिति\r\n" }, link: NOTES_URL }),
      null,
      2,
    )}\n`,
  "blog.md": () =>
    renderBlogDraft(AVNI, {
      author: "Avni Team",
      description: "Attendance: faster, and in one tap",
      notesUrl: NOTES_URL,
      order: ORDER,
    }).text,
  "mail.txt": () => mail().text,
  "mail.html": () => mail().html,
  "chat.json": () =>
    `${JSON.stringify(
      renderChatLine(AVNI, {
        product: "Avni",
        state: "is out for sanity testing",
        notesUrl: NOTES_URL,
        mentions: ["qa"],
      }),
      null,
      2,
    )}\n`,
};

const mail = () =>
  renderMail(AVNI, {
    product: "Avni",
    to: "Avni Team <team@example.org>",
    bcc: ["users@example.org"],
    app: "avni-client",
    notesUrl: NOTES_URL,
  });

it.each(Object.keys(golden))("%s", async (file) => {
  await expect(golden[file]?.()).toMatchFileSnapshot(`golden/${file}`);
});
