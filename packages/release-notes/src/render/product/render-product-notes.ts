import type { NotesModel } from "../../notes.js";
import { fitReleaseText } from "../github/fit-release-text.js";
import { NOTHING } from "../markdown/render-markdown.js";
import { componentWords, heading, sectionBlocks, type Block } from "../text/blocks.js";
import { listItem, type EntryTemplate } from "../text/entry-text.js";
import { escapeMarkdown } from "../text/escape-markdown.js";
import type { Rendered } from "../text/rendered.js";
import { linked } from "../text/safe-url.js";
import { shownSections } from "../text/shown.js";
import { linkedComponents } from "./component-links.js";

export interface ProductNotesOptions {
  /** The release that this one patches: its notes are named in the first line. */
  readonly patches?: { readonly release: string; readonly url: string } | undefined;
  /** Names of components in the order of the list at the end. Default: that of the model. */
  readonly order?: readonly string[] | undefined;
  readonly template?: EntryTemplate | undefined;
}

/**
 * The notes of the product over all its components, for the release of its own repository on GitHub: each component
 * below a link to its release, and the list of all of them at the end. Pure.
 */
export function renderProductNotes(model: NotesModel, options: ProductNotesOptions = {}): Rendered {
  const { patches, order, template } = options;
  const blocks = sectionBlocks(shownSections(model), { level: 2, nameAlways: true, pings: "broken", template });
  const first = patches === undefined ? [] : [patchLine(patches)];
  return fitReleaseText([...first, ...(blocks.length === 0 ? [NOTHING] : blocks)], { tail: releaseList(model, order) });
}

/** The list of all components' releases. Pure. */
function releaseList(model: NotesModel, order: readonly string[] | undefined): readonly Block[] {
  const links = linkedComponents(model, order);
  if (links.length === 0) return [];
  const items = links.map((component): Block => ({ kind: "item", text: listItem(componentWords(component)) }));
  return [heading(2, "Component releases"), ...items];
}

const patchLine = ({ release, url }: NonNullable<ProductNotesOptions["patches"]>): Block => ({
  kind: "text",
  text: `This is a patch of ${escapeMarkdown(release, { isWithin: true })}; the main changes are in the ${linked("main release notes", url)}.\n`,
});
