/** One change of a text: `remove` characters at a place give way to others. */
export interface TextEdit {
  /** In characters. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Edits must not overlap; those of one place are made in their order. Pure. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { at, remove, insert } of inOrder(edits)) {
    parts.push(text.slice(done, at), insert);
    done = at + remove;
  }
  return [...parts, text.slice(done)].join("");
}

/** The way back: what the text was before. Proves that nothing else was changed. Pure. */
export function undoEdits(edited: string, edits: readonly TextEdit[], before: string): string {
  const back: TextEdit[] = [];
  let shift = 0;
  for (const { at, remove, insert } of inOrder(edits)) {
    back.push({ at: at + shift, remove: insert.length, insert: before.slice(at, at + remove) });
    shift += insert.length - remove;
  }
  return applyEdits(edited, back);
}

// Stable: the order of those at one place is kept.
const inOrder = (edits: readonly TextEdit[]): readonly TextEdit[] => [...edits].sort((a, b) => a.at - b.at);
