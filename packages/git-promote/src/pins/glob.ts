/** A glob as a test of paths: `*` and `?` stay in a folder, `**` goes through folders, `{a,b}` is either. Pure. */
export function matchesGlob(glob: string): (path: string) => boolean {
  const source = tokensOf(glob).map(sourceOf).join("");
  const whole = new RegExp(`^(?:${source})$`, "u");
  return (path) => whole.test(path);
}

/** The folder that all matches are below, "" for the root: nobody lists a whole tree for `pi/*.sls`. */
export function folderOf(glob: string): string {
  const fixed = /^[^*?{]*/.exec(glob)?.[0] ?? "";
  return fixed === glob ? glob : fixed.slice(0, Math.max(0, fixed.lastIndexOf("/")));
}

const tokensOf = (glob: string): readonly string[] => glob.match(/\*\*\/|\*\*|[*?{},]|[^*?{},]+/g) ?? [];

function sourceOf(token: string, index: number, tokens: readonly string[]): string {
  const inBraces = depthAt(tokens, index) > 0;
  switch (token) {
    case "**/":
      return "(?:.*/)?";
    case "**":
      return ".*";
    case "*":
      return "[^/]*";
    case "?":
      return "[^/]";
    case "{":
      return "(?:";
    case "}":
      return inBraces ? ")" : "\\}";
    case ",":
      return inBraces ? "|" : ",";
    default:
      return token.replace(/[\\^$.|+()[\]/-]/g, (sign) => (sign === "-" ? "-" : `\\${sign}`));
  }
}

const depthAt = (tokens: readonly string[], index: number): number =>
  tokens.slice(0, index).reduce((depth, token) => depth + (token === "{" ? 1 : token === "}" ? -1 : 0), 0);
