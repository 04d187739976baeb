const MOST = 3;

/** Up to three of the names that may have been meant, nearest first. Pure. */
export function namesLike(names: readonly string[], meant: string): readonly string[] {
  const wanted = plain(meant);
  return names
    .map((name) => ({ name, distance: plain(name).startsWith(wanted) ? 0.5 : distanceOf(plain(name), wanted) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, MOST)
    .map(({ name }) => name);
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .replace(/\s+/g, " ")
    .trim();

/** Levenshtein's, letter by letter. */
function distanceOf(one: string, other: string): number {
  const [from, to] = [[...one], [...other]];
  let row = to.map((_, index) => index + 1);
  for (const [index, letter] of from.entries()) {
    let left = index + 1;
    let corner = index;
    row = row.map((above, column) => {
      const cost = corner + (letter === to[column] ? 0 : 1);
      corner = above;
      left = Math.min(left + 1, above + 1, cost);
      return left;
    });
  }
  return row.at(-1) ?? from.length;
}
