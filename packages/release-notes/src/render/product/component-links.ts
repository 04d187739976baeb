import type { ComponentNotes, NotesModel } from "../../notes.js";
import { safeUrl } from "../text/safe-url.js";
import { componentsOf } from "../text/shown.js";

/** The components with a page of their release: those of `order` first, the others as they come. Pure. */
export function linkedComponents(model: NotesModel, order: readonly string[] = []): readonly ComponentNotes[] {
  const rank = ({ name }: ComponentNotes): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return componentsOf(model)
    .filter(({ url }) => safeUrl(url) !== null)
    .toSorted((one, other) => rank(one) - rank(other));
}
