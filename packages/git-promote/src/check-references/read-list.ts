import type { ReferenceRule } from "./reference-rule.js";

/** What a list names. */
export interface ReferenceList {
  /** In the section of the branch that is looked at. */
  readonly here: ReadonlySet<string>;
  /** In any section. */
  readonly anywhere: ReadonlySet<string>;
}

/** Reads a list line by line for one branch. Pure. */
export function readList(text: string, { list }: Pick<ReferenceRule, "list">, branch: string): ReferenceList {
  const named = new RegExp(list.pattern);
  const headed = list.section === undefined ? null : new RegExp(list.section);
  const wanted = list.sections?.[branch] ?? branch;
  const [here, anywhere] = [new Set<string>(), new Set<string>()];
  let section: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    section = headed?.exec(line)?.groups?.["section"] ?? section;
    const name = named.exec(line)?.groups?.["name"];
    if (name === undefined || name === "") continue;
    anywhere.add(name);
    if (headed === null || section === wanted) here.add(name);
  }
  return { here, anywhere };
}
