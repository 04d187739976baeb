import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { readOpenApi } from "./files.js";
import { rewriteNullable } from "./json-schema.js";
import { follow, type OpenApi, type Parameter, pointer, type RequestBody, type Response } from "./open-api.js";
import { type MatchedRoute, type Route, routeTable } from "./routes.js";

/** GitHub's own description of its REST API. */
export interface Contract {
  match(method: string, path: string): MatchedRoute | null;
  /** What GitHub would refuse in a request; empty when nothing. */
  requestProblems(route: Route, query: Readonly<Record<string, string>>, body: unknown): string[];
  /** What GitHub would never answer; empty when it might. */
  responseProblems(route: Route, status: number, body: unknown): string[];
}

const JSON_TYPE = "application/json";

let known: Promise<Contract> | undefined;

/** Read once: it keeps nothing of a server. */
export const loadContract = (): Promise<Contract> => (known ??= read());

async function read(): Promise<Contract> {
  const document = JSON.parse(await readOpenApi()) as OpenApi;
  rewriteNullable(document);
  const problems = schemaCheck(document);
  return {
    match: routeTable(document),
    requestProblems: (route, query, body) => {
      const { operation } = route;
      const parameters = (operation.parameters ?? []).map((each) => follow<Parameter>(document, each, "").thing);
      const asked = parameters.filter((parameter) => parameter.in === "query");
      const found = queryProblems(asked, query);
      if (operation.requestBody === undefined) return body === undefined ? found : [...found, "a body is not taken"];
      const { thing, at } = follow<RequestBody>(document, operation.requestBody, `${placeOf(route)}/requestBody`);
      if (body === undefined) return thing.required === true ? [...found, "the body is missing"] : found;
      if (thing.content?.[JSON_TYPE] === undefined) return found;
      return [...found, ...problems(`${at}${pointer("content", JSON_TYPE, "schema")}`, body)];
    },
    responseProblems: (route, status, body) => {
      const documented = route.operation.responses[String(status)];
      if (documented === undefined) return [`status ${status} is not documented`];
      const place = `${placeOf(route)}${pointer("responses", String(status))}`;
      const { thing, at } = follow<Response>(document, documented, place);
      if (Buffer.isBuffer(body)) return [];
      if (thing.content?.[JSON_TYPE] === undefined) {
        return body === undefined || thing.content !== undefined ? [] : [`status ${status} has no body`];
      }
      return problems(`${at}${pointer("content", JSON_TYPE, "schema")}`, body);
    },
  };
}

const placeOf = (route: Route): string => pointer("paths", route.path, route.method.toLowerCase());

/**
 * Compiles a schema when it is first needed: all of them together take seconds. Stopping at the first error and not
 * optimising makes that three times as fast; only what fails is looked at again, to name everything that is wrong.
 */
function schemaCheck(document: OpenApi): (at: string, value: unknown) => string[] {
  const quick = compiler(document, false);
  let thorough: ReturnType<typeof compiler> | undefined;
  return (at, value) => {
    if (quick(at)(value)) return [];
    const check = (thorough ??= compiler(document, true))(at);
    check(value);
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message ?? "is wrong"} ${JSON.stringify(params)}`,
    );
  };
}

function compiler(document: OpenApi, allErrors: boolean): (at: string) => ValidateFunction {
  const lean = { code: { optimize: false }, inlineRefs: false };
  const ajv = new Ajv({ strict: false, allErrors, validateSchema: false, logger: false, ...lean });
  addFormats.default(ajv);
  ajv.addSchema(document, "github");
  const compiled = new Map<string, ValidateFunction>();
  return (at) => {
    const check = compiled.get(at) ?? ajv.compile({ $ref: `github#${encodeURI(at)}` });
    compiled.set(at, check);
    return check;
  };
}

function queryProblems(parameters: readonly Parameter[], query: Readonly<Record<string, string>>): string[] {
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = Object.keys(query).filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => `the query ${name} is not taken`),
    ...parameters.flatMap(({ name, required, schema }) => {
      const value = query[name];
      if (value === undefined) return required === true ? [`the query ${name} is missing`] : [];
      if (schema?.enum !== undefined && !schema.enum.map(String).includes(value)) {
        return [`the query ${name} is not one of ${schema.enum.join(", ")}`];
      }
      return schema?.type === "integer" && !/^-?\d+$/.test(value) ? [`the query ${name} is not an integer`] : [];
    }),
  ];
}
