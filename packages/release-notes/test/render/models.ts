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

const issue = (repository: string, number: number) => ({
  text: `#${number}`,
  url: `https://github.com/avniproject/${repository}/issues/${number}`,
});

/** A release of Avni as it might be: clean entries, odd ones, hidden ones, and components that nothing happened in. */
export const AVNI: NotesModel = modelOf([
  componentOf("avni-server", [
    entryOf("Search subjects with filters in less than a second", {
      kind: "performance",
      references: [issue("avni-server", 1005)],
    }),
    entryOf("Import cancelled visits and exited enrolments", {
      kind: "feature",
      references: [issue("avni-server", 988)],
      pullRequest: { number: 1201, url: "https://github.com/avniproject/avni-server/pull/1201" },
    }),
    entryOf(
      "Allow `List<String>` & <b>bold</b> names in *concepts*, see https://avni.readme.io/docs/my_concepts_page.",
      {
        kind: "fix",
        scope: "api",
      },
    ),
    entryOf("Thanks @team for [this](javascript:alert(1)) ![x](https://evil.example/a.png) &copy; snake_case _x_", {
      kind: "fix",
    }),
    entryOf("#0 | tidy up", { hidden: true, why: "kind" }),
  ]),
  componentOf("avni-webapp", [
    entryOf("# 1. A heading? No - a subject with | pipes | and ~~strikes~~", { kind: "other" }),
    entryOf("दाखिला सूची में खोज", { kind: "feature" }),
    entryOf("إصلاح المزامنة \u202e(v1)", { kind: "fix" }),
    entryOf("Emoji 🎉 :tada: of a release \ud83d", { kind: "Exciting New Features 🎉" }),
  ]),
  componentOf(
    "avni-client",
    [
      entryOf("**Attendance** is marked from the dashboard:\n\n- one tap\n- more than one reason", {
        source: "file",
        kind: "feature",
        audience: ["users"],
        links: [{ title: "how it works", url: "https://avni.readme.io/docs/attendance" }],
      }),
      entryOf("Raise the level of the Android API", { kind: "fix", audience: ["developers"] }),
    ],
    { version: "16.10.2" },
  ),
  componentOf("avni-etl", [
    entryOf("## Changelog\n* 0d7e2c1 Sync media (#12)\n* 1f2e3d4 Bump `go`\n", { source: "release-body" }),
  ]),
  componentOf("rules-server", []),
]);
