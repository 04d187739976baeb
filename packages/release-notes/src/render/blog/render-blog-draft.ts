import type { NotesModel } from "../../notes.js";
import { MONTHS } from "../../page/calendar.js";
import { linkedComponents } from "../product/component-links.js";
import { heading, joinBlocks, sectionBlocks, type Block } from "../text/blocks.js";
import type { EntryTemplate } from "../text/entry-text.js";
import { escapeMarkdown } from "../text/escape-markdown.js";
import { forAudience } from "../text/for-audience.js";
import { linked, safeUrl } from "../text/safe-url.js";
import { shownSections } from "../text/shown.js";
import { frontMatter } from "./front-matter.js";

export interface BlogOptions {
  /** Default: `Release announcement - October 2026`. */
  readonly title?: string | undefined;
  readonly author: string;
  readonly description?: string | undefined;
  /** Default: `release`. */
  readonly tags?: readonly string[] | undefined;
  /** Path of the picture, as the site has it. Default: none, and the field is left out. */
  readonly featuredImage?: string | undefined;
  /** Folder of the posts. Default: `src/pages/blog`. */
  readonly folder?: string | undefined;
  /** What follows the date in the file's name. Default: `release-announcement`. */
  readonly slug?: string | undefined;
  /** The notes of the product, named in the first sentence. */
  readonly notesUrl?: string | undefined;
  /** Names of components in the order of the list at the end. Default: that of the model. */
  readonly order?: readonly string[] | undefined;
  readonly template?: EntryTemplate | undefined;
}

export interface BlogDraft {
  /** In the site's repository: `src/pages/blog/2026-10-29-release-announcement.md`. */
  readonly path: string;
  readonly title: string;
  /** Front matter and Markdown. */
  readonly text: string;
}

/**
 * A draft of a post for readers who are no developers. A person writes the post; this saves looking things up: front
 * matter as the real posts of Avni have it, what users may care for, and the links to all components' releases. Pure.
 */
export function renderBlogDraft(model: NotesModel, options: BlogOptions): BlogDraft {
  const { author, description = "", tags = ["release"], featuredImage, folder = "src/pages/blog" } = options;
  const month = `${MONTHS[Number(model.date.slice(5, 7)) - 1] ?? ""} ${model.date.slice(0, 4)}`.trim();
  const title = options.title ?? `Release announcement - ${month}`;
  const front = frontMatter([
    ["templateKey", "blog-post"],
    ["title", title],
    ["date", `${model.date.slice(0, 10)}T12:00:00.000Z`],
    ["author", author],
    ["description", description],
    ["featuredpost", false],
    ...(featuredImage === undefined ? [] : [["featuredimage", featuredImage] as const]),
    ["tags", tags],
  ]);
  const path = `${folder}/${model.date.slice(0, 10)}-${options.slug ?? "release-announcement"}.md`;
  return { path, title, text: `${front}\n${joinBlocks(bodyBlocks(model, options))}` };
}

function bodyBlocks(model: NotesModel, { notesUrl, order, template }: BlogOptions): readonly Block[] {
  const more = safeUrl(notesUrl) === null ? "" : ` See the ${linked("detailed release notes", notesUrl)} for more.`;
  const intro: Block = {
    kind: "text",
    text: `Release ${escapeMarkdown(model.release, { isWithin: true })} is now live.${more}\n`,
  };
  const sections = shownSections(forAudience(model, "users")).map((section) => ({
    ...section,
    components: section.components.map((component) => ({ ...component, version: null, url: null })),
  }));
  const told = sectionBlocks(sections, { level: 3, nameAlways: true, kinds: false, template });
  const links = linkedComponents(model, order).map(({ url }): Block => ({ kind: "item", text: `- ${safeUrl(url)}\n` }));
  return [
    intro,
    ...(told.length === 0 ? [] : [heading(2, "Notable changes"), ...told]),
    ...(links.length === 0 ? [] : [heading(3, "Component release notes"), ...links]),
  ];
}
