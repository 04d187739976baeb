import type { publishNotes } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { isSet, list, pathOf, text, type Session } from "../session.js";
import { modelMeant } from "./notes-input.js";
import { notesPlaceOf } from "./notes-place.js";
import { pageRulesOf } from "./page-rules.js";

export type PublishInput = Parameters<ReturnType<typeof publishNotes>["plan"]>[0];

/** What the command line means: one component's entries, a whole model, what was promoted, or a page to be made. */
export async function publishInputOf(session: Session, config: Config): Promise<PublishInput> {
  const environment = text(session, "environment");
  if (environment === undefined) throw usage("It needs --environment.", "Write --environment Production or Testing.");
  return {
    ...placeOf(session, config),
    date: text(session, "week") ?? new Date().toISOString().slice(0, 10),
    environment,
    components: await componentsOf(session, config),
    promoted: list(session, "promoted").map(promotedOf),
    ...(isSet(session, "replace-entries") && { replace: true }),
  };
}

/** A file on this machine, or the pages of the configuration. */
function placeOf(session: Session, config: Config): Partial<PublishInput> {
  const file = text(session, "page");
  if (file !== undefined) {
    const { layout } = config.notes.docs ?? {};
    return { file: pathOf(session, file), ...pageRulesOf(config), ...(layout !== undefined && { layout }) };
  }
  const place = notesPlaceOf(config);
  if (place === undefined)
    throw usage(
      "No page is named.",
      "Give --page <file>, or name the pages in the configuration: notes: { pages: … }.",
    );
  return place;
}

async function componentsOf(session: Session, config: Config): Promise<NonNullable<PublishInput["components"]>> {
  const [name, entries] = [text(session, "component"), list(session, "entry")];
  if ((name === undefined) !== (entries.length === 0))
    throw usage("--component and --entry belong together.", "For example --component Browse --entry 'New map'.");
  if (name !== undefined) return [{ name, entries: [...entries] }];
  if (text(session, "model") === undefined) return [];
  const { sections } = await modelMeant(session, config);
  return sections.flatMap(({ components }) =>
    components.map((each) => ({
      name: each.name,
      version: each.version,
      entries: each.entries.map((entry) => ({ ...entry })),
    })),
  );
}

/** `Browse=2.33.1`, or `Browse`. */
function promotedOf(given: string): { readonly name: string; readonly version: string | null } {
  const [name = "", version] = given.split("=");
  return { name, version: version ?? null };
}
