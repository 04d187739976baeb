import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import { progressReader } from "./parse-progress.js";
import { plainQuestion } from "./plain-http.js";
import { readPack } from "./side-bands.js";
import { callGit, type Store } from "./store.js";
import { askUploadPack, line } from "./upload-pack.js";

/** From here on a pack stays a pack; what is less becomes single files, as with `fetch` (git-config(1), unpackLimit). */
const UNPACK_LIMIT = 100;
const SILENCE_MS = 30_000;

/**
 * Brings objects from the remote by one request, the `fetch` command of protocol version 2, where `git fetch` takes two
 * and three processes. git itself takes the pack in, and looks at every byte of it. False whenever that does not succeed:
 * then git fetches. Only where `isPlain` says that git would ask in the same way.
 */
export async function fetchObjects(store: Store, oids: readonly Oid[], options: CallOptions): Promise<boolean> {
  const question = plainQuestion(store);
  if (question === null) return false;
  const { signal, emit } = contextOf(options);
  const wants = oids.map((oid) => line(`want ${oid}`)).join("");
  const body = `${line("command=fetch")}${line("object-format=sha1")}0001${line("ofs-delta")}${wants}${line("done")}0000`;
  const answer = await askUploadPack({ ...question, signal, silenceMs: SILENCE_MS }, body);
  if (typeof answer === "string") return false;
  const onProgress = progressReader((progress) => emit({ type: "progress", kind: "git", ...progress }));
  const take = oids.length < UNPACK_LIMIT ? ["unpack-objects", "-q"] : ["index-pack", "--stdin"];
  const { code } = await callGit(store, take, {
    ...options,
    input: readPack(answer, { onProgress }),
    codes: [0, 1, 128],
  });
  return code === 0;
}
