/** Labels and logins of GitHub are the same in any case. Pure. */
export const hasName = (names: readonly (string | null)[], name: string): boolean =>
  names.some((other) => other?.toLowerCase() === name.toLowerCase());
