import type { CallOptions, Gate, Json, Operation } from "@signalbox/release-core";
import type { DraftPorts } from "./draft-post/inspect.js";
import { draftPost } from "./draft-post/draft-post.js";
import type { NotesPorts } from "./publish-notes/ports.js";
import { publishNotes } from "./publish-notes/publish-notes.js";

/** What all of it needs. */
export interface ReleaseNotesPorts extends NotesPorts, DraftPorts {}

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface ReleaseNotesKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything about notes by its kind. The app merges it with other packages' kinds. */
export function releaseNotesKinds(ports: ReleaseNotesPorts): ReleaseNotesKinds {
  return {
    reads: {},
    operations: { "publish-notes": publishNotes(ports), "draft-blog-post": draftPost(ports) },
    gates: {},
  };
}
