/** The files that a name may lead to. Pure. */
export const filesOf = (name: string, targets: readonly string[]): readonly string[] =>
  targets.map((target) => target.replaceAll("{name}", name));

/** The names that have a file among the paths: of `pi/modemd/init.sls` only `pi/modemd`, as the longer template says. Pure. */
export function namesIn(paths: readonly string[], targets: readonly string[]): ReadonlySet<string> {
  const readers = [...targets].sort((a, b) => literal(b) - literal(a)).map(readerOf);
  const names = paths.map((path) => {
    for (const reader of readers) {
      const name = reader.exec(path)?.groups?.["name"];
      if (name !== undefined) return name;
    }
    return null;
  });
  return new Set(names.filter((name) => name !== null));
}

const literal = (target: string): number => target.replaceAll("{name}", "").length;

function readerOf(target: string): RegExp {
  const [first = "", ...rest] = target.split("{name}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const again = rest.map((part, index) => (index === 0 ? `(?<name>.+)${part}` : `\\k<name>${part}`));
  return new RegExp(`^${first}${again.join("")}$`, "u");
}
