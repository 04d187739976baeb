/** How nodemailer fails, as far as it is read here. */
export interface SmtpError extends Error {
  readonly code?: string | undefined;
  /** What the server said, its code in front. */
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
  readonly rejected?: readonly string[] | undefined;
  readonly rejectedErrors?: readonly RefusedRecipient[] | undefined;
}

export interface RefusedRecipient {
  readonly recipient?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** How the server is reached. */
export interface MailServer {
  readonly host: string;
  /** Default: 587, with `tls` 465, with `none` 25. */
  readonly port?: number | undefined;
  /**
   * `starttls` (default): encrypted after the greeting, or nothing is sent. `tls`: encrypted from the first byte. `none`:
   * in the open, for a server on this machine.
   */
  readonly security?: "starttls" | "tls" | "none" | undefined;
  /** PEM of an authority that the machine does not know. */
  readonly ca?: string | undefined;
  /** No byte for so long, and the connection counts as lost. Default: one minute. */
  readonly timeoutMs?: number | undefined;
}

export interface Login {
  readonly user: string;
  /** Secret. */
  readonly password: string;
}

/** What became of a conversation. `isOut`: the whole text had left, so that without an answer nobody knows. */
export type End = { readonly answer: Delivered } | { readonly error: SmtpError; readonly isOut: boolean };

/** Who has it, and who was refused. */
export interface Delivered {
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  readonly rejectedErrors?: readonly RefusedRecipient[] | undefined;
}

export interface Delivery {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
}
