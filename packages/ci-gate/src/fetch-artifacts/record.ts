import * as z from "zod";

const schema = z.object({
  format: z.literal(1),
  repository: z.string(),
  commit: z.string(),
  build: z.string(),
  attempt: z.number(),
  job: z.string().nullable(),
  artifact: z.string(),
  size: z.number(),
  sha256: z.string(),
});

/** Where a file came from; it lies beside it. Most CI systems tell no digest, so this is what a file is known by. */
export type ArtifactRecord = z.output<typeof schema>;

export const recordPathOf = (path: string): string => `${path}.artifact.json`;

/** Null when it cannot be read: then nobody knows where the file came from. Pure. */
export function parseRecord(text: string | null): ArtifactRecord | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export const recordText = (record: ArtifactRecord): string => `${JSON.stringify(record, null, 2)}\n`;
