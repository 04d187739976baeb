/** A file as text that gives back every byte, whatever they are. */
export interface FileText {
  readonly text: string;
  /** Bytes of an edited text. */
  readonly encode: (text: string) => Uint8Array;
}

/** Files that are not UTF-8 are read byte by byte (Latin-1). A byte order mark stays part of the text. */
export function fileText(bytes: Uint8Array): FileText {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encode: (edited) => new TextEncoder().encode(edited) };
  } catch {
    return {
      text: Buffer.from(bytes).toString("latin1"),
      encode: (edited) => new Uint8Array(Buffer.from(edited, "latin1")),
    };
  }
}

/** Counts lines from 1; offsets must not go back. */
export function lineCounter(text: string): (at: number) => number {
  let [line, seen] = [1, 0];
  return (at) => {
    for (; seen < at; seen++) if (text[seen] === "\n" || (text[seen] === "\r" && text[seen + 1] !== "\n")) line++;
    return line;
  };
}
