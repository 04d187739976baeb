import type { Audience } from "@signalbox/release-notes";
import { usage } from "../errors.js";
import { text, type Session } from "../session.js";

/** Whom a text is for. */
export const FORMS = ["github", "product", "docs", "play", "blog", "mail", "chat", "markdown", "html"] as const;

export type Form = (typeof FORMS)[number];

/** `--for`; Markdown when nothing is said. @throws ReleaseError `ERR_USAGE` for any other word */
export function formOf(session: Session): Form {
  const given = text(session, "for");
  if (given === undefined) return "markdown";
  const form = FORMS.find((known) => known === given);
  if (form === undefined)
    throw usage(`--for must be one of ${FORMS.join(", ")}, not "${given}".`, "For example --for github.");
  return form;
}

/** Texts for users have rules of their own. Pure. */
export const audienceOf = (form: Form): Audience | undefined =>
  ["docs", "play", "blog", "mail"].includes(form) ? "users" : undefined;
