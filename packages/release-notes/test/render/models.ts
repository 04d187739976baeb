import type { ComponentNotes, Entry, NotesModel } from "../../src/notes.js";

/** An entry with what a test does not care about filled in. */
export const entryOf = (text: string, more: Partial<Entry> = {}): Entry => ({
  component: "avni-server",
  version: "16.11.0",
  kind: "other",
  text,
  audience: [],
  references: [],
  pullRequest: null,
  authors: [],
  links: [],
  source: "commit",
  commit: null,
  ...more,
});

export const componentOf = (
  name: string,
  entries: readonly (string | Entry)[],
  more: Partial<ComponentNotes> = {},
): ComponentNotes => {
  const version = more.version === undefined ? "16.11.0" : more.version;
  return {
    name,
    version,
    tag: version === null ? null : `v${version}`,
    url: version === null ? null : `https://github.com/avniproject/${name}/releases/tag/v${version}`,
    entries: entries.map((entry) => (typeof entry === "string" ? entryOf(entry, { component: name, version }) : entry)),
    ...more,
  };
};

export const modelOf = (components: readonly ComponentNotes[], more: Partial<NotesModel> = {}): NotesModel => ({
  format: 1,
  release: "16.11.0",
  date: "2026-10-29",
  sections: [{ title: "", components }],
  findings: [],
  ...more,
});
