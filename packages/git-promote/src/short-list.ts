const MOST = 5;

/** The first few of many, for a message. Pure. */
export const shortList = (parts: readonly string[], most: number = MOST, between = ", "): string =>
  parts.slice(0, most).join(between) + (parts.length > most ? ` and ${parts.length - most} more` : "");
