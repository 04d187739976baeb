import { StringDecoder } from "node:string_decoder";

/** One stream of a command, decoded as UTF-8 across its pieces and kept up to a size. */
export interface KeptOutput {
  add(chunk: Buffer): void;
  /** What was kept. Nothing can be added after. */
  end(): string;
  readonly isCut: boolean;
}

/** `onText` hears the text instead of its being kept, however much it is. */
export function keepOutput(maxBytes: number, onText?: (text: string) => void): KeptOutput {
  const decoder = new StringDecoder("utf8");
  const texts: string[] = [];
  let left = maxBytes;
  let isCut = false;
  const take = (text: string): void => {
    if (text === "") return;
    if (onText === undefined) texts.push(text);
    else onText(text);
  };
  return {
    add: (chunk) => {
      if (onText !== undefined) return take(decoder.write(chunk));
      if (chunk.length > left) isCut = true;
      const kept = chunk.subarray(0, left);
      left -= kept.length;
      if (kept.length > 0) take(decoder.write(kept));
    },
    end: () => {
      const rest = decoder.end();
      if (!isCut) take(rest); // where it was cut, half a character is left over
      return texts.join("");
    },
    get isCut() {
      return isCut;
    },
  };
}
