import git from "isomorphic-git";
import { objectMissing } from "../errors.js";
import { writeLooseObject } from "../loose-object.js";
import type { GitObject } from "../object-bytes.js";
import type { Oid } from "../ports.js";
import { isOid } from "../ref-name.js";
import type { IsoFs } from "./layered-fs.js";

/** Objects by their ids, as bytes; what is written lands in our own folder. */
export interface ObjectStore {
  readonly gitdir: string;
  readonly fs: IsoFs;
  /** What isomorphic-git remembers of packs between calls. */
  readonly cache: object;
  /** @throws ReleaseError `ERR_OBJECT_MISSING` */
  read(oid: Oid): Promise<GitObject>;
  write(object: GitObject): Promise<Oid>;
}

const TYPES: ReadonlySet<string> = new Set(["blob", "tree", "commit", "tag"]);

export function createObjectStore(gitdir: string, fs: IsoFs, shown: string): ObjectStore {
  const cache = {};
  return {
    gitdir,
    fs,
    cache,
    read: async (oid) => {
      if (!isOid(oid)) throw objectMissing(oid, shown);
      try {
        const { type, object } = await git.readObject({ fs, gitdir, cache, oid, format: "content" });
        if (type === undefined || !TYPES.has(type) || !(object instanceof Uint8Array)) throw objectMissing(oid, shown);
        return {
          type: type as GitObject["type"],
          content: Buffer.from(object.buffer, object.byteOffset, object.byteLength),
        };
      } catch (error) {
        if ((error as { code?: string }).code === "NotFoundError") throw objectMissing(oid, shown);
        throw error;
      }
    },
    write: (object) => writeLooseObject(`${gitdir}/objects`, object),
  };
}

/** The object behind a chain of tags. */
export async function peel(store: ObjectStore, oid: Oid): Promise<{ oid: Oid; type: GitObject["type"] }> {
  let at = oid;
  for (;;) {
    const { type, content } = await store.read(at);
    if (type !== "tag") return { oid: at, type };
    at = content.toString("latin1", 7, 47);
  }
}
