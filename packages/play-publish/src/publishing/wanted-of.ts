import type { Notes } from "../notes/notes.js";
import type { WantedRelease } from "./wanted-release.js";

interface Given {
  readonly name?: string | null | undefined;
  readonly status: "completed" | "draft";
  readonly fraction?: number | null | undefined;
  readonly inAppUpdatePriority?: number | null | undefined;
}

/** What an input says of the release → the wanted release. Pure. */
export const wantedOf = (given: Given, versionCodes: readonly number[], notes: Notes | null): WantedRelease => ({
  versionCodes,
  status: typeof given.fraction === "number" ? "inProgress" : given.status,
  userFraction: given.fraction ?? null,
  name: given.name ?? null,
  notes,
  inAppUpdatePriority: given.inAppUpdatePriority ?? null,
});

/** `20 % of users`, `all users`, `nobody yet (draft)`. */
export function audienceOf({ status, userFraction }: Pick<WantedRelease, "status" | "userFraction">): string {
  if (status === "draft") return "nobody yet (draft)";
  if (status === "halted") return "nobody new (halted)";
  if (status === "completed") return "all users";
  return userFraction === null ? "as many users as before" : `${Number((userFraction * 100).toFixed(4))} % of users`;
}
