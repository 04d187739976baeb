import type { NotesModel } from "../../notes.js";
import { NOTHING } from "../markdown/render-markdown.js";
import { sectionBlocks } from "../text/blocks.js";
import type { EntryTemplate } from "../text/entry-text.js";
import type { Rendered } from "../text/rendered.js";
import { shownSections } from "../text/shown.js";
import { fitReleaseText } from "./fit-release-text.js";

export interface GitHubReleaseOptions {
  /** Where everything is, for a text that is cut: the comparison with the release before. */
  readonly allChangesUrl?: string | undefined;
  readonly template?: EntryTemplate | undefined;
}

/**
 * The text of a release on GitHub, without its title: entries by kind. Nobody is told by `@name`, and a number links only
 * where the reference is known. At most 125,000 characters. Pure.
 */
export function renderGitHubRelease(
  model: NotesModel,
  { allChangesUrl, template }: GitHubReleaseOptions = {},
): Rendered {
  const blocks = sectionBlocks(shownSections(model), { level: 2, pings: "broken", scopes: true, template });
  return fitReleaseText(blocks.length === 0 ? [NOTHING] : blocks, { rest: allChangesUrl });
}
