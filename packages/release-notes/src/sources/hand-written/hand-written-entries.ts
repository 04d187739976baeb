import type { Audience, Entry } from "../../notes.js";
import { readComponentName } from "../../page/component-name.js";
import { EVERYBODY } from "../commits/entries-of-commit.js";
import { COMMIT_TYPES } from "../conventional/commit-types.js";
import { readMessage } from "../conventional/read-message.js";
import { readSubject } from "../subject/read-subject.js";

const TYPES = new Set(Object.keys(COMMIT_TYPES));
const HEADING = /^ {0,3}##\s+(.*?)\s*#*\s*$/;
const BULLET = /^ {0,3}[-*+]\s+(.*)$/;

/**
 * Entries that people wrote, in Markdown: `## Component` or `## Component (v1.2.0)`, and a bullet for each entry below
 * it. `fix: text` says its kind, `#12 | text` what it is about, indented lines go on with it. What is neither heading nor
 * bullet is a remark for those who write, and no entry. The text is Markdown already. Never throws, pure.
 */
export function handWrittenEntries(
  markdown: string,
  {
    webUrlOf = () => null,
    audience = EVERYBODY,
  }: {
    /** Where references of a component lead. */
    readonly webUrlOf?: ((component: string) => string | null) | undefined;
    readonly audience?: readonly Audience[] | undefined;
  } = {},
): readonly Entry[] {
  const found: { name: string; version: string | null; lines: string[] }[] = [];
  let heading: { readonly name: string; readonly version: string | null } | null = null;
  let open: string[] | null = null;
  for (const line of markdown.replace(/^\ufeff/, "").split(/\r?\n/)) {
    const title = HEADING.exec(line)?.[1];
    const bullet = BULLET.exec(line)?.[1];
    if (title !== undefined) {
      heading = readComponentName(title);
      open = null;
    } else if (bullet !== undefined && heading !== null) {
      open = [bullet];
      found.push({ ...heading, lines: open });
    } else if (open !== null && /^\s+\S/.test(line)) open.push(line.trim());
    else open = null;
  }
  return found.map(({ name, version, lines }): Entry => {
    const [first = "", ...rest] = lines;
    const home = { webUrl: webUrlOf(name) };
    const [change] = readMessage({ subject: first, body: "" }, TYPES) ?? [];
    const { text, references, scope } = readSubject(change?.description ?? first, home);
    const kind =
      change === undefined ? "other" : change.isBreaking ? "breaking" : (COMMIT_TYPES[change.type]?.kind ?? "other");
    const scoped = change?.scope ?? scope;
    return {
      component: name,
      version,
      kind,
      text: [text, ...rest].join("\n"),
      audience,
      references,
      pullRequest: null,
      authors: [],
      links: [],
      source: "file",
      commit: null,
      ...(scoped === null ? {} : { scope: scoped }),
    };
  });
}
