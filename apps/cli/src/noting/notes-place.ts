import { type Json, toJson } from "@signalbox/release-core";
import type { Config } from "../config/load-config.js";
import { pageRulesOf } from "./page-rules.js";

/** Where notes are published, as `publish-notes` takes it; undefined where nothing is configured. */
export function notesPlaceOf(config: Pick<Config, "notes">): { readonly [field: string]: Json } | undefined {
  const { pages, docs = {} } = config.notes;
  if (pages === undefined) return undefined;
  const { repository, branch, memory, files } = pages;
  const { layout } = docs;
  return toJson({
    repository,
    ...(branch !== undefined && { branch }),
    ...(memory !== undefined && { memory }),
    ...(layout !== undefined && { layout }),
    pages: files,
    ...pageRulesOf(config),
  }) as { readonly [field: string]: Json };
}
