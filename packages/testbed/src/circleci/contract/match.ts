import * as z from "zod";
import { type OperationContract, type OperationName, OPERATIONS } from "./operations.js";

export interface MatchedOperation {
  readonly name: OperationName;
  readonly contract: OperationContract;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

const PARTS: Readonly<Record<string, string>> = { slug: "([^/]+/[^/]+/[^/]+)", number: "(\\d+)" };

const TABLE = OPERATIONS.map((contract) => {
  const names = [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const source = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => PARTS[name] ?? "([^/]+)");
  return { contract, names, expression: new RegExp(`^/api/v2${source}$`) };
});

export function matchOperation(method: string, path: string): MatchedOperation | null {
  for (const { contract, names, expression } of TABLE) {
    const found = contract.method === method ? expression.exec(path) : null;
    if (found === null) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
    return { name: contract.name, contract, params };
  }
  return null;
}

/** What CircleCI's documentation does not know in a request; empty when nothing. */
export function requestProblems(
  { contract, params }: MatchedOperation,
  query: URLSearchParams,
  body: unknown,
): string[] {
  const queries = [...query.keys()].filter((name) => !contract.query.includes(name));
  const ids = ["id", "approval"].filter((name) => name in params && !z.uuid().safeParse(params[name]).success);
  const bodies =
    contract.body === undefined ? (body === undefined ? [] : ["a body is not taken"]) : problemsOf(contract.body, body);
  return [
    ...queries.map((name) => `the query ${name} is not taken`),
    ...ids.map((name) => `${name} is no UUID`),
    ...bodies,
  ];
}

/** The same of an answer. */
export const answerProblems = ({ contract }: MatchedOperation, body: unknown): string[] =>
  problemsOf(contract.answer, body);

function problemsOf(shape: z.ZodType, value: unknown): string[] {
  const { error } = shape.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}
