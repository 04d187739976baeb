import { open, readdir, readFile, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as z from "zod";

const schema = z.object({
  format: z.literal(1),
  /** As the configuration names it, and as the server does. */
  database: z.string(),
  name: z.string(),
  serverVersion: z.string(),
  programVersion: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.number(),
  tables: z.number(),
  at: z.string(),
  drill: z.object({ at: z.string(), tables: z.number(), tookMs: z.number() }).nullable(),
});

/** What is known of a dump; it is kept beside it. */
export type DumpRecord = z.output<typeof schema>;

const SUFFIX = ".json";
const recordFileOf = (file: string): string => `${file}${SUFFIX}`;

/** null: there is none, or none that can be read. */
export async function readRecord(file: string): Promise<DumpRecord | null> {
  try {
    return schema.parse(JSON.parse(await readFile(recordFileOf(file), "utf8")));
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || name === "SyntaxError" || name === "ZodError") return null;
    throw error;
  }
}

/** Whole or not at all. */
export async function writeRecord(file: string, record: DumpRecord): Promise<void> {
  const partial = `${recordFileOf(file)}.${process.pid}.part`;
  const handle = await open(partial, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, recordFileOf(file));
}

export interface EarlierDump {
  readonly file: string;
  readonly size: number;
  readonly at: string;
}

/** The newest other dump of the same database in the same folder. */
export async function lastDump(file: string, database: string): Promise<EarlierDump | null> {
  const folder = dirname(file);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(SUFFIX));
  const others = names.map((name) => name.slice(0, -SUFFIX.length)).filter((name) => name !== basename(file));
  const found = await Promise.all(
    others.map(async (name): Promise<readonly EarlierDump[]> => {
      const record = await readRecord(join(folder, name));
      return record?.database === database ? [{ file: join(folder, name), size: record.size, at: record.at }] : [];
    }),
  );
  return found.flat().sort((a, b) => b.at.localeCompare(a.at))[0] ?? null;
}
