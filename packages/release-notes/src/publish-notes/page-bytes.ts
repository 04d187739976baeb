/** A page as text that gives back every byte. */
export interface PageText {
  readonly text: string;
  /** `latin1`: it is no UTF-8, and each character is one byte. */
  readonly encoding: "utf8" | "latin1";
}

/** A byte order mark stays part of the text. */
export function readPage(bytes: Uint8Array): PageText {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), encoding: "utf8" };
  } catch {
    return { text: Buffer.from(bytes).toString("latin1"), encoding: "latin1" };
  }
}

export const bytesOf = ({ text, encoding }: PageText): Uint8Array => Buffer.from(text, encoding);

/** Words as they must be put into such a text: those of a person are UTF-8 whatever the page is. */
export const wordsFor = (encoding: PageText["encoding"], text: string): string =>
  encoding === "utf8" ? text : Buffer.from(text, "utf8").toString("latin1");
