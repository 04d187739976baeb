/** Google's discovery documents with these methods alone, and their schemas as JSON Schema. Prose goes. */
export function sliceDiscovery(documents, ids) {
  const wanted = new Set(ids);
  const schemas = {};
  const methods = documents.flatMap((document) =>
    methodsOf(document)
      .filter(({ id }) => wanted.delete(id))
      .map((method) => sliceMethod(method, document, schemas)),
  );
  if (wanted.size > 0) throw new Error(`Google has no such methods: ${[...wanted].join(", ")}`);
  const common = Object.keys(documents[0].parameters);
  return { common, methods, schemas };
}

const methodsOf = ({ methods = {}, resources = {} }) => [
  ...Object.values(methods),
  ...Object.values(resources).flatMap(methodsOf),
];

function sliceMethod(method, document, schemas) {
  const { id, httpMethod, path, flatPath = path, parameters = {}, request, response, mediaUpload } = method;
  for (const body of [request, response]) if (body !== undefined) keepSchema(body.$ref, document.schemas, schemas);
  return {
    id,
    httpMethod,
    path,
    flatPath,
    query: Object.fromEntries(
      Object.entries(parameters)
        .filter(([, { location }]) => location === "query")
        .map(([name, { type, enum: values }]) => [name, { type, ...(values && { enum: values }) }]),
    ),
    ...(request && { request: request.$ref }),
    ...(response && { response: response.$ref }),
    ...(mediaUpload && { upload: { accept: mediaUpload.accept, maxSize: Number(mediaUpload.maxSize) } }),
  };
}

function keepSchema(name, from, kept) {
  if (kept[name] !== undefined) return;
  kept[name] = {};
  kept[name] = jsonSchema(from[name], (other) => keepSchema(other, from, kept));
}

/** Google writes 64-bit numbers as strings, and takes no field that it does not name. */
function jsonSchema(node, refers) {
  if (node.$ref !== undefined) {
    refers(node.$ref);
    return { $ref: `#/schemas/${node.$ref}` };
  }
  const { type, enum: values, items, properties, format } = node;
  if (type === "array") return { type, items: jsonSchema(items, refers) };
  if (type === "object" && properties !== undefined) {
    const fields = Object.entries(properties).map(([name, field]) => [name, jsonSchema(field, refers)]);
    return { type, properties: Object.fromEntries(fields), additionalProperties: false };
  }
  const long = type === "string" && (format === "int64" || format === "uint64");
  return { type, ...(values && { enum: values }), ...(long && { pattern: "^-?\\d+$" }) };
}
