import { maskSecrets } from "../package-manager/mask-secrets.js";

/** What of a transaction's log stays with us: its end, and the lines that say what went wrong. */
export interface HeardLog {
  readonly hear: (line: string) => void;
  readonly tail: () => readonly string[];
  /** Lines that look like a reason, the first of them first. */
  readonly reasons: () => readonly string[];
}

const TAIL = 40;
const REASONS = 20;
const LONGEST = 500;

/** A transaction may say megabytes. */
export function heardLog(isReason: (line: string) => boolean): HeardLog {
  const tail: string[] = [];
  const reasons: string[] = [];
  return {
    hear: (text) => {
      const line = maskSecrets(text.slice(0, LONGEST));
      tail.push(line);
      if (tail.length > TAIL) tail.shift();
      if (reasons.length < REASONS && isReason(line)) reasons.push(line);
    },
    tail: () => [...tail],
    reasons: () => [...reasons],
  };
}
