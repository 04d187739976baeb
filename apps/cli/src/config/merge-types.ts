// Types, not interfaces: a component is an input of steps, and only these are JSON to the compiler.

/** What a merge of release branches settles without a person. */
export type MergeConfig = {
  /** Lines that differ in nothing but a version: the higher one stays. */
  readonly rules?: readonly VersionRuleConfig[];
  /** Lock files that a command makes again, in a scratch folder. */
  readonly lockFiles?: readonly LockFileConfig[];
};

export type VersionRuleConfig = {
  /** One glob or several: `package.json`, `packages/**` and the like. */
  readonly files: string | readonly string[];
  /** A regular expression with the version as a named group: `"version": "(?<version>[^"]+)"`. */
  readonly pattern: string;
};

export type LockFileConfig = {
  /** Paths of the lock files that the command writes. */
  readonly files: readonly string[];
  /** The program and its arguments, without a shell. */
  readonly command: readonly string[];
  /** Where it runs. Default: the folder of the first lock file. */
  readonly folder?: string;
  /** The only files and folders that it needs. Default: all. */
  readonly needs?: readonly string[];
  /** Globs of the files whose change asks for it. Default: what stands beside a lock file. */
  readonly when?: readonly string[];
  /** Default: 300,000. */
  readonly timeoutMs?: number;
};
