import type { Json, Warning } from "@signalbox/release-core";
import type { ChannelKind, Message } from "../ports.js";
import type { Line } from "../text/parse-lines.js";
import type { Answer } from "./post.js";

/** What a form is given to write a message. */
export interface Wording {
  readonly message: Message;
  readonly lines: readonly Line[];
  /** Those mentioned that the configuration knows: name → what this chat calls them. */
  readonly mentions: readonly { readonly name: string; readonly id: string }[];
  readonly dedupeKey: string;
}

export interface Written {
  readonly body: { readonly [member: string]: Json };
  readonly isCut: boolean;
}

/** What an answer means. */
export type Meaning =
  | { readonly is: "sent"; readonly id: string | null }
  | { readonly is: "refused"; readonly reason: string; readonly hint: string }
  | { readonly is: "busy"; readonly reason: string; readonly retryAfterMs: number }
  | { readonly is: "unknown"; readonly reason: string };

/** What one chat's webhook takes, and how it answers. Pure. */
export interface ChatForm {
  readonly kind: Exclude<ChannelKind, "mail">;
  readonly repeat: "none" | "recognisable" | "visible";
  readonly write: (wording: Wording) => Written;
  /** Members of the query that go with it. */
  readonly query?: (dedupeKey: string) => Readonly<Record<string, string>>;
  readonly headers?: (body: string, dedupeKey: string, now: Date) => Readonly<Record<string, string>>;
  /** Of an answer with a status of success: some tell of errors in the body. */
  readonly judge: (answer: Answer) => Meaning;
  /** What a refusal means here, by what the body says; null: nothing known. */
  readonly explain?: (answer: Answer) => string | null;
  /** Milliseconds, where the answer to a 429 says it in its body. */
  readonly retryAfterMs?: (answer: Answer) => number | null;
}

export const cutWarning = (channel: string, kind: string): Warning => ({
  code: "text-cut",
  message: `${channel}: the text is longer than ${kind} takes, and is cut at the end of a line.`,
  hint: "Give the message a link, which then stands below the cut, or a shorter text.",
});

export const mentionUnknown = (channel: string, name: string): Warning => ({
  code: "mention-unknown",
  message: `${channel} knows nobody named ${name}; the name is written, and calls nobody.`,
  hint: "Add it to the channel's `mentions` in the configuration.",
});
