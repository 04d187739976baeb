import { checkNotes, type Finding, type NotesModel, tagFindings } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { text, type Session } from "../session.js";
import { readTags } from "./read-tags.js";

/**
 * What is wrong with a model beside what was found when it was made: versions and links that have no tag; and of a model
 * of somebody's own, all that can be told from it alone.
 */
export async function checkModel(
  session: Session,
  config: Config,
  { sections }: NotesModel,
): Promise<readonly Finding[]> {
  const { repositories, findings } = await readTags(session, config);
  const entries = sections.flatMap(({ components }) => components.flatMap((component) => component.entries));
  const facts = { entries, sections, repositories };
  return [...findings, ...(text(session, "model") === undefined ? tagFindings(facts) : checkNotes(facts))];
}
