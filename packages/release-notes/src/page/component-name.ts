import { namesOf, type PageRules, sameName } from "./page-rules.js";

/** What a component's heading says. */
export interface ComponentName {
  readonly name: string;
  /** Without `v`; null where the heading has none. */
  readonly version: string | null;
}

const VERSION = /^v?\.? ?(\d+(?:\.\d+){1,3}(?:[-+~][\w.+~-]+)?)$/i;

/** `API server (v 5.12.1)` → `API server`, `5.12.1`; other brackets belong to the name. */
export function readComponentName(heading: string): ComponentName {
  const text = heading.trim();
  const open = text.lastIndexOf("(");
  if (text.endsWith(")") && open > 0) {
    const version = VERSION.exec(text.slice(open + 1, -1).trim())?.[1];
    if (version !== undefined) return { name: text.slice(0, open).trim(), version };
  }
  const blank = text.lastIndexOf(" ");
  const last = blank === -1 ? "" : text.slice(blank + 1);
  const version = last.includes(".") ? VERSION.exec(last)?.[1] : undefined;
  return version === undefined ? { name: text, version: null } : { name: text.slice(0, blank).trim(), version };
}

/** The name that a heading gets, and whether a version belongs behind it: not that of one member of a group. */
export function headingNameOf({
  aliases = {},
  groups = {},
}: PageRules): (name: string) => { readonly name: string; readonly isMember: boolean; readonly isKnown: boolean } {
  const [own, members] = [namesOf(aliases), namesOf(groups)];
  return (name) => {
    const alias = own.get(sameName(name)) ?? name;
    const group = members.get(sameName(name)) ?? members.get(sameName(alias));
    const isKnown = group !== undefined || own.has(sameName(name));
    return { name: group ?? alias, isMember: group !== undefined && sameName(group) !== sameName(alias), isKnown };
  };
}

/** Gives every name its one identity: two headings with the same answer are about the same component. */
export function identityOf(rules: PageRules): (name: string) => string {
  const nameOf = headingNameOf(rules);
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // `browse portal (cacophony-browse)` is both.
    const inner = /^([^()]*)\(([^()]*)\)$/.exec(name.trim());
    const candidates = inner === null ? [name] : [name, inner[1] ?? "", inner[2] ?? ""];
    const own = candidates.find((each) => nameOf(each).isKnown) ?? name;
    const identity = sameName(nameOf(own).name);
    known.set(name, identity);
    return identity;
  };
}
