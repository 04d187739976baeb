import { type draftPost, type NotesModel, renderBlogDraft } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { list, text, type Session } from "../session.js";

export type DraftInput = Parameters<ReturnType<typeof draftPost>["plan"]>[0];

/** The post about a model, and where the configuration wants its draft. @throws ReleaseError `ERR_USAGE` where it says neither */
export function draftInputOf(session: Session, { notes, components }: Config, model: NotesModel): DraftInput {
  const { blog } = notes;
  if (blog?.repository === undefined)
    throw usage(
      "The configuration does not say where the blog is.",
      'Add `notes: { blog: { author: "Acme Team", repository: "acme/website" } }` to it.',
    );
  const notesUrl = notes.notesUrl?.replaceAll("{release}", model.release);
  const branch = text(session, "branch");
  return {
    repository: blog.repository,
    ...(blog.branch !== undefined && { base: blog.branch }),
    ...(branch !== undefined && { branch }),
    post: { ...renderBlogDraft(model, { ...blog, notesUrl, order: components.map(({ name }) => name) }) },
    labels: [...list(session, "label")],
    reviewers: [...list(session, "reviewer")],
  };
}
