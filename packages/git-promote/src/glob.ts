/**
 * A glob as a test of paths: `*` and `?` stay in a folder, `**` goes through folders, `{a,b}` is either. Everything
 * else, a brace without its twin among it, stands for itself. Pure.
 */
export function globTest(glob: string): (path: string) => boolean {
  const whole = new RegExp(`^${sourceOf(glob)}$`, "u");
  return (path) => whole.test(path);
}

/** The folder that all matches are below, "" for the root: nobody lists a whole tree for `pi/*.sls`. */
export function globFolder(glob: string): string {
  const fixed = /^[^*?{]*/.exec(glob)?.[0] ?? "";
  return fixed === glob ? glob : fixed.slice(0, Math.max(0, fixed.lastIndexOf("/")));
}

const SIGNS: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };

function sourceOf(glob: string): string {
  return glob.replace(/\{([^{}]*)\}|\*\*\/|\*\*|[*?]|[\\^$.|+()[\]{}/]/g, (sign: string, inner?: string) => {
    if (inner !== undefined) return `(?:${inner.split(",").map(sourceOf).join("|")})`;
    return SIGNS[sign] ?? `\\${sign}`;
  });
}
