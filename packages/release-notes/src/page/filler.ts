const FILLER = /^(?:n\/?a|none|no releases?(?: (?:was|were) (?:done|made))?)\.?$/i;

/** `NA`, `No release was done`: words that stand for nothing. */
export const isFiller = (text: string): boolean => text.length < 40 && FILLER.test(text.trim());
