import type { ParsedKey } from "ssh2";

/** A key that may let us in. */
export interface Identity {
  /** For people: where it comes from. */
  readonly label: string;
  /** Its public half is enough. */
  readonly key: ParsedKey;
  /** `hash` for RSA, whose signatures name theirs. */
  sign(bytes: Buffer, hash: string | undefined): Promise<Buffer>;
}

/** What there is, in the order in which it is offered, and what could not be used, in words. */
export interface Identities {
  readonly offered: readonly Identity[];
  readonly skipped: readonly string[];
}
