import type { Style } from "./style.js";

/** Where a command's words go. The two writers are `human.ts` and `json.ts`; nothing else prints. */
export interface Output {
  readonly style: Style;
  /** Frames may be drawn over each other on stderr. */
  readonly isLive: boolean;
  /** The answer, on stdout: the document for scripts, the text for people. Once a command. */
  answer(document: unknown, text: (style: Style) => string): void;
  /** An answer that is a text, byte for byte, as its pieces come; in the place of `answer`, and nothing with --json. */
  text(pieces: Iterable<string> | AsyncIterable<string>): Promise<void>;
  /** A remark for people, on stderr. */
  note(line: string): void;
  /** Something that happened; `line` is what a person reads, null for nothing. */
  event(event: object, line: string | null): void;
  /** Replaces the live frame; an empty array removes it. */
  frame(lines: readonly string[]): void;
  error(error: unknown): void;
  /** The error of a run, for people; scripts have it in the answer. `next` is what to do about it besides its hint. */
  failure(error: unknown, next: string): void;
}

export interface OutputOptions {
  readonly format: "human" | "json" | "jsonl";
  readonly isVerbose: boolean;
  readonly isQuiet: boolean;
  /** The names of the options that the command has. */
  readonly commandOptions: readonly string[];
  /** Null: the terminal decides. */
  readonly color: boolean | null;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}
