/** A string value of a JSON text with the keys above it. */
export interface JsonString {
  readonly path: readonly string[];
  readonly value: string;
  /** With its quotes, as it stands. */
  readonly raw: string;
  /** Offset of the opening quote. */
  readonly at: number;
}

/** A string that does not end goes to the end of the text, so that nothing is read twice. */
const TOKEN = /"(?:[^"\\]|\\.)*(?:"|$)|[{}[\],:]|[^\s"{}[\],:]+/gs;

interface Level {
  readonly isObject: boolean;
  key: string;
}

/** Every string value, in order. Tolerant: what is no JSON gives what can be read of it. Pure. */
export function jsonStrings(text: string): readonly JsonString[] {
  const strings: JsonString[] = [];
  const levels: Level[] = [];
  let awaitsKey = false;
  for (const { 0: token, index: at } of text.matchAll(TOKEN)) {
    const top = levels.at(-1);
    if (token === "{" || token === "[") levels.push({ isObject: token === "{", key: "" });
    else if (token === "}" || token === "]") levels.pop();
    if (token === "{" || token === ",") awaitsKey = levels.at(-1)?.isObject === true;
    else if (token === ":" || token === "[") awaitsKey = false;
    if (!token.startsWith('"')) continue;
    const value = valueOf(token);
    if (value === null) continue;
    if (awaitsKey && top !== undefined) top.key = value;
    else strings.push({ path: levels.map(({ key }) => key), value, raw: token, at });
  }
  return strings;
}

function valueOf(token: string): string | null {
  try {
    return JSON.parse(token) as string;
  } catch {
    return null;
  }
}
