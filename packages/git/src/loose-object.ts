import { randomBytes } from "node:crypto";
import { link, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { type GitObject, looseBytes, objectId } from "./object-bytes.js";
import type { Oid } from "./ports.js";

const compress = promisify(deflate);

/**
 * Stores an object in an object folder, as git does: a temporary file, then its final name (gitrepository-layout(5)).
 * In process, because a `git hash-object` of its own would cost ten milliseconds for each.
 */
export async function writeLooseObject(objects: string, object: GitObject): Promise<Oid> {
  const oid = objectId(object);
  const folder = join(objects, oid.slice(0, 2));
  const path = join(folder, oid.slice(2));
  if (await exists(path)) return oid;
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `tmp_obj_${randomBytes(6).toString("hex")}`);
  await writeFile(temporary, await compress(looseBytes(object)), { mode: 0o444, flush: true });
  try {
    await link(temporary, path);
    await rm(temporary, { force: true });
  } catch {
    // Some file systems know no hard links; a rename onto the same content is as good.
    await rename(temporary, path);
  }
  return oid;
}

/** Each waits for the disk; together they wait about as long as one. */
const AT_ONCE = 16;

/** Stores many objects in their order, some at the same time. */
export async function writeLooseObjects(objects: string, all: readonly GitObject[]): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE)
    await Promise.all(all.slice(at, at + AT_ONCE).map((object) => writeLooseObject(objects, object)));
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
