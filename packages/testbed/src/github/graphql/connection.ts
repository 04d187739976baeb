import { GraphqlProblem } from "./graphql-problem.js";

/** How a connection is paged (https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api). */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** The source of a `…Connection` type. */
export interface Connection {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Nodes are made when they are asked for. */
  nodes(): Promise<unknown[]>;
  edges(): Promise<{ cursor: string; node: unknown }[]>;
}

/**
 * One page of a list. `node` makes the source of an entry.
 * @throws GraphqlProblem when neither `first` nor `last` is given, or more than 100
 */
export function connection<Entry>(
  entries: readonly Entry[],
  args: PageArguments,
  field: string,
  node: (entry: Entry) => unknown = (entry) => entry,
): Connection {
  const { from, to } = windowOf(entries.length, args, field);
  const shown = entries.slice(from, to);
  let made: Promise<unknown[]> | undefined;
  const nodes = (): Promise<unknown[]> => (made ??= Promise.all(shown.map((entry) => node(entry))));
  return {
    totalCount: entries.length,
    pageInfo: {
      hasNextPage: to < entries.length,
      hasPreviousPage: from > 0,
      startCursor: shown.length === 0 ? null : cursorOf(from),
      endCursor: shown.length === 0 ? null : cursorOf(to - 1),
    },
    nodes,
    edges: async () => (await nodes()).map((each, index) => ({ cursor: cursorOf(from + index), node: each })),
  };
}

const MOST = 100;

function windowOf(length: number, args: PageArguments, field: string): { from: number; to: number } {
  const { first = null, last = null, after = null, before = null } = args;
  if (first === null && last === null) {
    const text = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`;
    throw new GraphqlProblem("MISSING_PAGINATION_BOUNDARIES", text);
  }
  for (const [name, count] of Object.entries({ first, last })) {
    if (count === null || (count >= 0 && count <= MOST)) continue;
    const text =
      count > MOST
        ? `Requesting ${count} records on the \`${field}\` connection exceeds the \`${name}\` limit of ${MOST} records.`
        : `\`${name}\` on the \`${field}\` connection cannot be less than zero.`;
    throw new GraphqlProblem(count > MOST ? "EXCESSIVE_PAGINATION" : "ARGUMENT_ERROR", text);
  }
  let from = after === null ? 0 : placeOf(after, "after") + 1;
  let to = before === null ? length : Math.min(length, placeOf(before, "before"));
  if (first !== null) to = Math.min(to, from + first);
  else if (last !== null) from = Math.max(from, to - last);
  from = Math.min(from, length);
  return { from, to: Math.max(from, to) };
}

const cursorOf = (place: number): string => Buffer.from(`cursor:v2:${place}`).toString("base64");

function placeOf(cursor: string, name: string): number {
  const [, place] = /^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  if (place === undefined) {
    throw new GraphqlProblem(
      "INVALID_CURSOR_ARGUMENTS",
      `\`${cursor}\` does not appear to be a valid cursor for \`${name}\`.`,
    );
  }
  return Number(place);
}
