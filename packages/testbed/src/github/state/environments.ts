import type { RepositoryRecord } from "./records.js";
import { slot } from "./slot.js";

/** What deployments wait for before they reach a place. */
export interface EnvironmentRecord {
  readonly id: number;
  readonly name: string;
  /** Logins, one of whom must agree. */
  readonly reviewers: readonly string[];
  readonly waitMinutes: number;
}

/** In the order they were made. */
export const environmentsOf = slot((_: RepositoryRecord) => new Map<string, EnvironmentRecord>());

/** Makes an environment, or gives it other rules; without any it stops nobody. */
export function setEnvironment(
  repository: RepositoryRecord,
  name: string,
  rules: Partial<Pick<EnvironmentRecord, "reviewers" | "waitMinutes">> = {},
): void {
  const environments = environmentsOf(repository);
  const id = environments.get(name)?.id ?? repository.id * 100 + environments.size;
  environments.set(name, { reviewers: [], waitMinutes: 0, ...rules, id, name });
}
