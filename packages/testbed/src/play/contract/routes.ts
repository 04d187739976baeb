import type { PlayMethod } from "./discovery.js";

/** A method with what its path names. */
export interface MatchedMethod {
  readonly method: PlayMethod;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** True for the paths that take a file. */
  readonly upload: boolean;
}

const UPLOAD = /^\/(?:resumable\/)?upload(?=\/)/;

/** Finds the method of a request; a path with more fixed letters wins (`…/{editId}:commit` before `…/{editId}`). */
export function methodTable(
  methods: readonly PlayMethod[],
): (httpMethod: string, path: string) => MatchedMethod | null {
  const table = methods
    .map((method) => ({ method, ...expressionOf(method.flatPath) }))
    .sort((one, other) => other.fixed - one.fixed);
  return (httpMethod, path) => {
    const upload = UPLOAD.test(path);
    const plain = path.replace(UPLOAD, "");
    for (const { method, expression, names } of table) {
      if (method.httpMethod !== httpMethod || (upload && method.upload === undefined)) continue;
      const found = expression.exec(plain);
      if (found === null) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? "")]));
      return { method, params, upload };
    }
    return null;
  };
}

function expressionOf(flatPath: string): { expression: RegExp; names: string[]; fixed: number } {
  const names = [...flatPath.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const source = flatPath.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "([^/]+)");
  return { expression: new RegExp(`^/${source}$`), names, fixed: flatPath.replace(/\{\w+\}/g, "").length };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
