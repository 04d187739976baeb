/** The names of a regular expression's groups, null when it is none. With an empty alternative it matches anything. */
export function expressionGroups(text: string): readonly string[] | null {
  try {
    void new RegExp(text);
    return Object.keys(new RegExp(`${text}|`).exec("")?.groups ?? {});
  } catch {
    return null;
  }
}
