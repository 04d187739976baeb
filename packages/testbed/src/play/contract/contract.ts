import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import type { Discovery, PlayMethod } from "./discovery.js";
import { type MatchedMethod, methodTable } from "./routes.js";

/** Google's own description of what the fake serves. */
export interface PlayContract {
  match(httpMethod: string, path: string): MatchedMethod | null;
  /** What Google's description does not know in a request; empty when nothing. */
  requestProblems(method: PlayMethod, query: URLSearchParams, body: unknown): string[];
  /** The same of an answer. */
  responseProblems(method: PlayMethod, body: unknown): string[];
}

let known: Promise<PlayContract> | undefined;

/** Read once: it keeps nothing of a server. */
export const loadPlayContract = (): Promise<PlayContract> => (known ??= read());

async function read(): Promise<PlayContract> {
  // Found through the package's own name, so that a bundle of this code finds it too.
  const folder = dirname(createRequire(import.meta.url).resolve("@signalbox/testbed/package.json"));
  const discovery = JSON.parse(await readFile(join(folder, "contracts", "play.discovery.json"), "utf8")) as Discovery;
  const check = schemaCheck(discovery);
  return {
    match: methodTable(discovery.methods),
    requestProblems: (method, query, body) => [
      ...queryProblems(discovery.common, method, query),
      ...(method.request === undefined
        ? body === undefined
          ? []
          : ["a body is not taken"]
        : body === undefined
          ? []
          : check(method.request, body)),
    ],
    responseProblems: (method, body) =>
      method.response === undefined
        ? body === undefined
          ? []
          : ["a body is not answered"]
        : check(method.response, body),
  };
}

function schemaCheck(discovery: Discovery): (name: string, value: unknown) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false });
  ajv.addSchema({ schemas: discovery.schemas }, "play");
  const compiled = new Map<string, ValidateFunction>();
  return (name, value) => {
    const validate = compiled.get(name) ?? ajv.compile({ $ref: `play#/schemas/${name}` });
    compiled.set(name, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message ?? "is wrong"} ${JSON.stringify(params)}`,
    );
  };
}

/** `upload_id` is of Google's upload protocol, which the description does not name. */
function queryProblems(common: readonly string[], method: PlayMethod, query: URLSearchParams): string[] {
  return [...query].flatMap(([name, value]) => {
    const parameter = method.query[name];
    if (parameter === undefined) {
      return common.includes(name) || name === "upload_id" ? [] : [`the query ${name} is not taken`];
    }
    if (parameter.enum !== undefined && !parameter.enum.includes(value)) {
      return [`the query ${name} is not one of ${parameter.enum.join(", ")}`];
    }
    return parameter.type === "boolean" && value !== "true" && value !== "false"
      ? [`the query ${name} is not a boolean`]
      : [];
  });
}
