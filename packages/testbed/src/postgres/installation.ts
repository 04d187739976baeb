import { execFile } from "node:child_process";
import { chown, mkdtemp, readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { postgresUnusable } from "./errors.js";

/** Whose name the server's processes run under. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const INSTALLATIONS = "/usr/lib/postgresql";

/** The folder with the newest PostgreSQL's programs, as Debian lays them out. */
export async function newestPrograms(): Promise<string> {
  const versions = (await readdir(INSTALLATIONS).catch(() => [])).filter((name) => /^\d+$/.test(name));
  const newest = versions.map(Number).sort((one, other) => other - one)[0];
  if (newest === undefined) throw postgresUnusable(`there is none in ${INSTALLATIONS}`);
  return join(INSTALLATIONS, String(newest), "bin");
}

/** PostgreSQL refuses to be run by root: then the user `postgres` of the package does it. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const ask = async (flag: string): Promise<number> =>
    Number((await promisify(execFile)("id", [flag, "postgres"], { env: { PATH: "/usr/bin:/bin" } })).stdout);
  try {
    return { uid: await ask("-u"), gid: await ask("-g") };
  } catch (error) {
    throw postgresUnusable("there is no user postgres", error);
  }
}

/** A private folder of the server's user. The usual place, unless that user cannot get there. */
export async function serverFolder(user: ServerUser | null): Promise<string> {
  const parent = user === null || (await isOpenToAll(tmpdir())) ? tmpdir() : "/tmp";
  const folder = await mkdtemp(join(parent, "testbed-pg-"));
  if (user !== null) await chown(folder, user.uid, user.gid);
  return folder;
}

async function isOpenToAll(folder: string): Promise<boolean> {
  const open = ((await stat(folder)).mode & 0o001) !== 0;
  return open && (folder === dirname(folder) || (await isOpenToAll(dirname(folder))));
}
