import type { Config } from "../config/load-config.js";

type Names = Record<string, string[]>;

/** What the configuration says about names on pages, as the pages' own functions take it. */
export function pageRulesOf({ notes }: Pick<Config, "notes">): { aliases: Names; groups: Names } {
  const aliases: Names = {};
  for (const [name, known] of Object.entries(notes.aliases ?? {})) (aliases[known] ??= []).push(name);
  return { aliases, groups: structuredClone(notes.groups ?? {}) as Names };
}
