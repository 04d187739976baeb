import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import { progressReader } from "./parse-progress.js";
import { plainQuestion } from "./plain-http.js";
import { readPack } from "./side-bands.js";
import { callGit, type Store } from "./store.js";
import { askUploadPack, line } from "./ask-service.js";

/** From here on a pack stays a pack; what is less becomes single files, as with `fetch` (git-config(1), unpackLimit). */
const UNPACK_LIMIT = 100;
const SILENCE_MS = 30_000;
const SMALL_BYTES = 65_536;

export interface FetchObjects extends CallOptions {
  /**
   * Histories that are here already: given, what is behind the objects comes as well, as far as it is not here. Of blobs
   * only the small ones: whoever looks at new commits compares their contents, and would ask for them at once.
   */
  readonly haves?: readonly Oid[];
  /** What is left out behind objects that are histories (`--filter` of git-rev-list(1)); the pack is kept as it comes. */
  readonly without?: "blob:none";
  /** Called when the remote is itself a shallow clone. */
  readonly onShallow?: () => void;
}

/**
 * Brings objects from the remote by one request, the `fetch` command of protocol version 2, where `git fetch` takes two
 * and three processes. git itself takes the pack in, and looks at every byte of it. False whenever that does not succeed:
 * then git fetches. Only where `isPlain` says that git would ask in the same way.
 */
export async function fetchObjects(store: Store, oids: readonly Oid[], options: FetchObjects): Promise<boolean> {
  const question = plainQuestion(store);
  if (question === null) return false;
  const { signal, emit } = contextOf(options);
  const { haves, without } = options;
  const lines = [
    "ofs-delta",
    ...(haves === undefined ? [] : ["thin-pack", `filter blob:limit=${SMALL_BYTES}`]),
    ...(without === undefined ? [] : [`filter ${without}`]),
    ...oids.map((oid) => `want ${oid}`),
    ...(haves ?? []).map((oid) => `have ${oid}`),
    "done",
  ];
  const body = `${line("command=fetch")}${line("object-format=sha1")}0001${lines.map(line).join("")}0000`;
  const answer = await askUploadPack({ ...question, signal, silenceMs: SILENCE_MS }, body);
  if (typeof answer === "string") return false;
  const onProgress = progressReader((progress) => emit({ type: "progress", kind: "git", ...progress }));
  const pack = await begun(readPack(answer, { onProgress, onShallow: options.onShallow }));
  if (pack === null) return false;
  const isSmall = without === undefined && pack.count < UNPACK_LIMIT;
  const take = isSmall ? ["unpack-objects", "-q"] : ["index-pack", "--stdin", "--fix-thin", ...kept(without)];
  const { code } = await callGit(store, take, {
    ...options,
    input: pack.bytes,
    codes: [0, 1, 128],
    onErrorText: without === undefined ? undefined : onProgress,
  });
  return code === 0;
}

/** A pack that lacks contents is marked as one whose remote has them, as `git fetch` does; and it is waited for. */
const kept = (without: string | undefined): string[] => (without === undefined ? [] : ["--promisor", "-v"]);

const HEADER_BYTES = 12;

/** A pack and how many objects it says it has (gitformat-pack(5)); null when it ends before that. */
async function begun(
  pack: AsyncGenerator<Buffer, void>,
): Promise<{ readonly count: number; readonly bytes: AsyncIterable<Buffer> } | null> {
  let first: Buffer = Buffer.alloc(0);
  try {
    while (first.length < HEADER_BYTES) {
      const next = await pack.next();
      if (next.done === true) return null;
      first = Buffer.concat([first, next.value]);
    }
  } catch {
    return null;
  }
  const bytes = async function* (): AsyncGenerator<Buffer> {
    yield first;
    yield* pack;
  };
  return { count: first.readUInt32BE(8), bytes: bytes() };
}
