/** How versions stand in a file. `yaml`: `name` and `version` keys, as Salt states have them, templates included. */
export type PinFormat = "yaml" | "package-json" | "pattern";

/** Where pins are written. Plain data, so that it can stand in a configuration. */
export interface PinRule {
  /** Which files, from the root: `{pi,tc2}/**`. `*` and `?` stay in a folder, `**` does not, `{a,b}` is either. */
  readonly files: string;
  readonly format: PinFormat;
  /** For `pattern`: a regular expression with a group `(?<version>…)`, and `(?<name>…)` or `(?<family>…)` if it likes. */
  readonly pattern?: string | undefined;
  /** Only pins of this name; for a `pattern` without a group `name` it is their name. */
  readonly name?: string | undefined;
  /** Default: the first folder of the file's path (`pi`, `tc2`), for `package-json` the whole folder. */
  readonly family?: string | undefined;
}

/** A version written in another repository. `family` and `name` are its key; `family` is "" where there is none. */
export interface Pin {
  readonly name: string;
  readonly family: string;
  /** As written, without quotes and range signs (`^1.2.3` is 1.2.3). */
  readonly version: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Offset of `version` in the text, in UTF-16 units. */
  readonly at: number;
  readonly quoted: boolean;
  /** The whole value as it stands in the file, quotes and range signs included. */
  readonly raw: string;
  /** The comment behind it on its line, without its sign; null where there is none, or the format has no comments. */
  readonly remark: string | null;
  /** The format of the rule that found it. */
  readonly format: PinFormat;
}

export type PinDirection = "up" | "down" | "new" | "gone" | "same";

/** One row of `old → new`. */
export interface PinChange {
  readonly family: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: PinDirection;
  /** Where it stands now, or stood. */
  readonly file: string;
}
