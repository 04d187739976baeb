import { callOptionsOf, type Context, defineOperation } from "@signalbox/release-core";
import type { InsertNotes, PublishedNotes } from "./action.js";
import { input, type PublishInput } from "./input.js";
import { perform } from "./perform.js";
import { type NotesFacts, plan } from "./plan.js";
import type { NotesPorts } from "./ports.js";
import { findBranch, readBranch, readFile } from "./read-place.js";

async function inspect(given: PublishInput, ports: NotesPorts, context: Context): Promise<NotesFacts> {
  const options = callOptionsOf(context);
  if (given.file !== undefined) {
    const { texts, memory } = await readFile(given, ports, options);
    return { repository: null, branch: null, place: { texts, memory } };
  }
  const { repository, location, branch, head } = await findBranch(given, ports, options);
  const place = head === null ? null : await readBranch(given, repository, head, options);
  return { repository: location, branch, place };
}

/**
 * Puts the entries of a week into the yearly page of a site, in the page's own way, and changes no other byte. Entries
 * of promoted components are carried over from where they were tested. Where somebody else pushes meanwhile, a CMS that
 * saves a page, the notes are inserted anew into what is there then; nothing is ever forced. What people changed of
 * published entries stays; where an entry was changed on both sides, the plan has a problem that names both.
 */
export const publishNotes = defineOperation<NotesPorts, typeof input, NotesFacts, InsertNotes, PublishedNotes>({
  kind: "publish-notes",
  input,
  inspect,
  plan,
  perform,
});
