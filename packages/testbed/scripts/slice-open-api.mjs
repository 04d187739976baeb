const METHODS = new Set(["get", "put", "post", "patch", "delete"]);

/** The document with these operations alone, and with the components that they refer to. Prose and examples go. */
export function sliceOpenApi(document, operations) {
  const wanted = new Set(operations);
  const paths = {};
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!METHODS.has(method) || !wanted.delete(operation.operationId)) continue;
      (paths[path] ??= {})[method] = withoutProse(operation);
    }
  }
  if (wanted.size > 0) throw new Error(`GitHub has no such operations: ${[...wanted].join(", ")}`);
  const { openapi, info } = document;
  return {
    openapi,
    info: { title: info.title, version: info.version, license: info.license },
    paths,
    components: componentsOf(paths, document.components),
  };
}

function componentsOf(paths, components) {
  const kept = {};
  const walk = (node) => {
    if (node === null || typeof node !== "object") return;
    if (typeof node.$ref === "string") {
      const [, , kind, name] = node.$ref.split("/");
      if (kept[kind]?.[name] !== undefined) return;
      (kept[kind] ??= {})[name] = withoutProse(components[kind][name]);
      walk(kept[kind][name]);
    }
    Object.values(node).forEach(walk);
  };
  walk(paths);
  return kept;
}

const PROSE = new Set(["description", "summary", "externalDocs", "example", "examples", "tags", "servers", "x-github"]);

/** A property may be called `description` too, so the names below `properties` are left alone. */
function withoutProse(node, names = false) {
  if (Array.isArray(node)) return node.map((entry) => withoutProse(entry));
  if (node === null || typeof node !== "object") return node;
  const kept = Object.entries(node).filter(([key]) => names || !PROSE.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutProse(value, key === "properties" && !names)]));
}
