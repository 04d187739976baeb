import type { NotesModel } from "../../notes.js";

/** What scripts get: the fields that docs/reference/json.md promises, and no others. */
export interface NotesDocument {
  readonly format: 1;
  readonly release: string;
  readonly sections: readonly {
    readonly title: string;
    readonly components: readonly {
      readonly name: string;
      readonly version: string | null;
      readonly entries: readonly {
        readonly text: string;
        readonly kind: string;
        readonly references: readonly string[];
        readonly commit: string | null;
      }[];
    }[];
  }[];
  readonly findings: readonly { readonly code: string; readonly message: string; readonly hint: string }[];
}

/** The model without what is hidden. Texts are as the sources have them: nothing in them is escaped. Pure. */
export const notesDocument = ({ release, sections, findings }: NotesModel): NotesDocument => ({
  format: 1,
  release,
  sections: sections.map(({ title, components }) => ({
    title,
    components: components.map(({ name, version, entries }) => ({
      name,
      version,
      entries: entries
        .filter(({ hidden }) => hidden !== true)
        .map(({ text, kind, references, commit }) => ({
          text,
          kind,
          references: references.map((reference) => reference.text),
          commit,
        })),
    })),
  })),
  findings: findings.map(({ code, message, hint }) => ({ code, message, hint })),
});
