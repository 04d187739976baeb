const MOST = 5;

/** The first few of many, for a message. Pure. */
export const shortList = (parts: readonly string[], most: number = MOST): string =>
  parts.slice(0, most).join(", ") + (parts.length > most ? ` and ${parts.length - most} more` : "");
