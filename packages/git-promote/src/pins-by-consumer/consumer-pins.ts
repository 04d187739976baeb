import type { Oid } from "@signalbox/git";
import type { PinFormat } from "../pins/index.js";

/** A repository that pins packages, at a branch or a tag. */
export interface Consumer {
  readonly name: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/heads/…` or `refs/tags/…`; null when it was not found. */
  readonly ref: string | null;
  readonly commit: Oid | null;
  /** Why nothing is known about it. */
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

/** One place where a consumer pins a package. */
export interface ConsumerPin {
  readonly consumer: string;
  readonly family: string;
  readonly version: string;
  readonly file: string;
  readonly line: number;
  readonly format: PinFormat;
  /** Null when it is fine; `1.32.00` is no version by semver.org, and unquoted `1.10` is another one to YAML. */
  readonly fault: string | null;
}

/** A package and who pins which version of it. */
export interface PackagePins {
  readonly name: string;
  /** Everybody pins the same text. */
  readonly isAgreed: boolean;
  /** The different texts, highest version first. */
  readonly versions: readonly string[];
  readonly pins: readonly ConsumerPin[];
}

export interface PinsByConsumer {
  readonly format: 1;
  readonly consumers: readonly Consumer[];
  readonly packages: readonly PackagePins[];
}
