import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from "graphql";
import { executableSchema } from "../graphql/executable-schema.js";
import { GraphqlProblem } from "../graphql/graphql-problem.js";
import type { GraphqlCall } from "../graphql/resolver.js";
import type { Host } from "../host.js";
import type { Exchange } from "./exchange.js";
import type { GraphqlRequest } from "./faults.js";
import { Problem } from "./problem.js";
import { problemReply, type Reply, replyOf } from "./reply.js";
import { workQueue } from "./work.js";

/** What a POST to `/graphql` asks for; null when its body is no such thing. */
export function readGraphqlRequest(raw: Buffer): (GraphqlRequest & { readonly write: boolean }) | null {
  try {
    const body = JSON.parse(raw.toString()) as { query?: unknown; variables?: GraphqlRequest["variables"] | null };
    if (typeof body.query !== "string") return null;
    const operation = operationOf(body.query);
    const aliases = operation?.selectionSet.selections.length ?? 0;
    return {
      query: body.query,
      variables: body.variables ?? {},
      aliases,
      write: operation?.operation === OperationTypeNode.MUTATION,
    };
  } catch {
    return null;
  }
}

function operationOf(query: string): ReturnType<typeof getOperationAST> {
  try {
    return getOperationAST(parse(query, { noLocation: true }));
  } catch {
    return null; // the answer says why
  }
}

/** Answers one GraphQL request: 200, whatever the query asks for. */
export async function answerGraphql(host: Host, exchange: Exchange, asked: GraphqlRequest | null): Promise<Reply> {
  const { user, fault } = exchange;
  if (user === null) return problemReply(new Problem(401, "This endpoint requires you to be authenticated."));
  if (asked === null) {
    host.violation("a GraphQL request has no query");
    return problemReply(new Problem(400, "Problems parsing JSON"));
  }
  const { asOf } = exchange;
  const result = await run(host, asked, { host, user, asOf, work: workQueue(host.compareWorkMs) });
  const lost = fault?.kind === "graphql-partial" ? withoutAlias(result, fault.alias) : result;
  return replyOf(200, { ...lost, ...(lost.errors === undefined ? {} : { errors: lost.errors }) });
}

interface Result {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly object[];
}

async function run(host: Host, asked: GraphqlRequest, call: GraphqlCall): Promise<Result> {
  const schema = await executableSchema(host.olderGraphql);
  const refused = (errors: readonly GraphQLError[]): Result => {
    host.violation(`GraphQL was asked wrongly: ${errors.map(({ message }) => message).join("; ")}`);
    return { errors: errors.map((error) => ({ ...error.toJSON() })) };
  };
  let document: DocumentNode;
  try {
    document = parse(asked.query);
  } catch (error) {
    return refused([error as GraphQLError]);
  }
  const wrong = validate(schema, document);
  if (wrong.length > 0) return refused(wrong);
  const result: ExecutionResult = await execute({
    schema,
    document,
    variableValues: asked.variables,
    contextValue: call,
    rootValue: {},
    fieldResolver: readField,
  });
  if (result.data === undefined) return refused(result.errors ?? []);
  if (result.errors === undefined) return { data: result.data };
  return { data: result.data, errors: result.errors.map((error) => errorEntry(host, error)) };
}

/** A field without a resolver: what the source holds under its name. */
const readField: GraphQLFieldResolver<unknown, GraphqlCall> = (source, args, call, info) => {
  const record = source as Record<string, unknown>;
  if (info.fieldName === "id" && typeof record.nodeId === "string") return record.nodeId;
  if (info.fieldName === "databaseId" && typeof record.nodeId === "string") return record.id;
  if (info.fieldName === "fullDatabaseId" && typeof record.nodeId === "string") return String(record.id);
  const value = record[info.fieldName];
  if (typeof value === "function") return (value as (...all: unknown[]) => unknown)(args, call, info);
  if (value !== undefined) return value;
  const field = `${info.parentType.name}.${info.fieldName}`;
  call.host.violation(`${field} is not served`);
  throw new GraphqlProblem("NOT_IMPLEMENTED", `The fake does not serve ${field}.`);
};

function errorEntry(host: Host, error: GraphQLError): object {
  const { message, path, locations, originalError } = error;
  if (originalError instanceof GraphqlProblem) return { type: originalError.type, path, locations, message };
  host.violation(`GraphQL failed at ${path?.join(".") ?? "?"}: ${originalError?.stack ?? message}`);
  return { path, locations, message };
}

function withoutAlias(result: Result, asked: string | undefined): Result {
  const alias = asked ?? Object.keys(result.data ?? {})[0];
  if (alias === undefined) return result;
  const message = "Something went wrong while executing your query. Please include the request ID when reporting this.";
  return {
    data: { ...result.data, [alias]: null },
    errors: [...(result.errors ?? []), { type: "SERVICE_UNAVAILABLE", path: [alias], message }],
  };
}
