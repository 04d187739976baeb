import type { NotesModel } from "../../notes.js";
import { renderMarkdown, type MarkdownOptions } from "../markdown/render-markdown.js";
import { markdownToHtml } from "./markdown-to-html.js";

/** One release as a piece of HTML, for a page of yours. No script, handler or style is in it. Pure. */
export const renderHtml = (model: NotesModel, options: MarkdownOptions = {}): string =>
  `<section class="release-notes" dir="auto">\n${markdownToHtml(renderMarkdown(model, options))}</section>\n`;
