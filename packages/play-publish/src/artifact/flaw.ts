/** What is wrong with an archive itself. */
export interface Flaw {
  readonly name: "not-zip" | "truncated" | "paths" | "duplicate" | "bomb" | "broken";
  readonly text: string;
}

const LOCAL_HEADER = Buffer.from("PK\u0003\u0004", "latin1");

/** yauzl tells by text alone: these are its words for names that lead out of a folder, and for a missing end. */
const PATHS = /^(?:absolute path|invalid relative path|invalid characters in fileName)/;
const NO_END = /end of central directory record/i;

/** A failed reading → what is wrong, as far as it can be told. Pure. */
export function archiveFlaw(error: unknown, start: Buffer): Flaw {
  const text = error instanceof Error ? error.message : String(error);
  if (PATHS.test(text)) return { name: "paths", text };
  if (!NO_END.test(text)) return { name: "broken", text };
  return start.equals(LOCAL_HEADER) ? { name: "truncated", text } : { name: "not-zip", text };
}
