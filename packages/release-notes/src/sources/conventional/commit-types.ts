/** What a type of commit is in notes. */
export interface CommitType {
  /** `kind` of its entries. */
  readonly kind: string;
  /** Left out of texts and counted, unless it breaks something. */
  readonly hidden?: boolean;
}

/** The types of release-please, with what its default sections show and hide (googleapis/release-please). */
export const COMMIT_TYPES: Readonly<Record<string, CommitType>> = {
  feat: { kind: "feature" },
  feature: { kind: "feature" },
  fix: { kind: "fix" },
  perf: { kind: "performance" },
  deps: { kind: "dependencies" },
  revert: { kind: "revert" },
  docs: { kind: "documentation", hidden: true },
  style: { kind: "style", hidden: true },
  chore: { kind: "chore", hidden: true },
  refactor: { kind: "refactor", hidden: true },
  test: { kind: "test", hidden: true },
  build: { kind: "build", hidden: true },
  ci: { kind: "ci", hidden: true },
};
