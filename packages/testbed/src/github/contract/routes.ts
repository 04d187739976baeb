import type { OpenApi, Operation } from "./open-api.js";

/** One operation with its path. */
export interface Route {
  readonly method: string;
  /** As documented: `/repos/{owner}/{repo}`. */
  readonly path: string;
  readonly operation: Operation;
  /** True when it changes something. */
  readonly write: boolean;
}

export interface MatchedRoute extends Route {
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** Parts that may hold slashes as they are, as GitHub takes them. */
const WITH_SLASHES = new Set(["ref", "path", "basehead", "branch", "tag"]);

/** Finds the operation of a request; a path with more fixed words wins. */
export function routeTable(document: OpenApi): (method: string, path: string) => MatchedRoute | null {
  const routes = Object.entries(document.paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        route: { method: method.toUpperCase(), path, operation, write: method !== "get" },
        fixed: path.split("/").filter((part) => !part.includes("{")).length,
        ...expressionOf(path),
      })),
    )
    .sort((one, other) => other.fixed - one.fixed);
  return (method, path) => {
    for (const { route, expression, names } of routes) {
      if (route.method !== method) continue;
      const found = expression.exec(path);
      if (found === null) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? "")]));
      return { ...route, params };
    }
    return null;
  };
}

function expressionOf(path: string): { expression: RegExp; names: string[] } {
  const names: string[] = [];
  const source = path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{([^}]+)\}/g, (_, name: string) => {
    names.push(name);
    return name === "path" ? "(.*)" : WITH_SLASHES.has(name) ? "(.+)" : "([^/]+)";
  });
  return { expression: new RegExp(`^${source}$`), names };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
