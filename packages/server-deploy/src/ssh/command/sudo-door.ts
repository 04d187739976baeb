import type { ReleaseError } from "@signalbox/release-core";
import type { Place } from "../errors.js";
import type { SudoWords } from "./command-line.js";
import { sudoDenied, sudoMissing, sudoPassword, sudoPasswordWrong, sudoTerminal } from "./errors.js";

/** What was heard: nothing that matters yet, a question for the password, or that the command begins now. */
export type DoorNews =
  | { readonly is: "closed" }
  | { readonly is: "asking" }
  /** `rest` is already the command's own. */
  | { readonly is: "open"; readonly rest: Buffer };

/** The stderr of sudo up to the marker. */
export interface SudoDoor {
  hear(chunk: Buffer): DoorNews;
  /** Why sudo ended without letting the command through. */
  refusal(place: Place, code: number | null): ReleaseError;
}

const MOST_HEARD = 64 * 1024;

export function sudoDoor(words: SudoWords): SudoDoor {
  let heard = Buffer.alloc(0);
  let asked = 0;
  const marker = Buffer.from(`${words.marker}\n`);
  const saidSoFar = (): string => heard.toString("utf8");
  return {
    hear: (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      const at = heard.indexOf(marker);
      if (at >= 0) return { is: "open", rest: heard.subarray(at + marker.length) };
      const times = words.prompt === null ? 0 : saidSoFar().split(words.prompt).length - 1;
      const isAsking = times > asked;
      asked = Math.max(asked, times);
      if (!isAsking) heard = heard.subarray(-MOST_HEARD);
      return { is: isAsking ? "asking" : "closed" };
    },
    refusal: (place, code) =>
      refusalOf(place, code, words.prompt === null ? saidSoFar() : saidSoFar().replaceAll(words.prompt, "")),
  };
}

/** Sources: the messages of sudo 1.8 and 1.9 (plugins/sudoers) and of sudo-rs, in the C locale. */
const REFUSALS: readonly (readonly [RegExp, (place: Place, said: string) => ReleaseError])[] = [
  [/sorry, try again|incorrect password attempt|no password was provided|Authentication failed/i, sudoPasswordWrong],
  [/a password is required|interactive authentication is required|a terminal is required to read/i, sudoPassword],
  [/must have a tty to run sudo/i, sudoTerminal],
];

function refusalOf(place: Place, code: number | null, heard: string): ReleaseError {
  if (code === 127) return sudoMissing(place);
  const refusal = REFUSALS.find(([pattern]) => pattern.test(heard))?.[1];
  if (refusal !== undefined) return refusal(place, heard);
  return sudoDenied(place, lastLines(heard));
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
const lastLines = (text: string): string => text.replace(CONTROL, " ").trim().slice(-400);
