import type { InsertNotes } from "./action.js";

/** The commit's text, made of what it writes. Pure. */
export function commitMessage({ environment, week, added, makesPage }: InsertNotes, given: string | undefined): string {
  if (given !== undefined) return `${given}\n`;
  const names = added.map(({ component, version }) => (version === null ? component : `${component} ${version}`));
  const subject =
    names.length === 0
      ? makesPage
        ? "Make the page of release notes"
        : "Bring the release notes up to date"
      : `Release notes of ${week}: ${environment}`;
  return `${[subject, ...(names.length === 0 ? [] : ["", ...names.map((name) => `- ${name}`)])].join("\n")}\n`;
}
