import { type CallOptions, isReleaseError, type Settled } from "@signalbox/release-core";
import type { GitHubClient } from "./client.js";
import { notFound } from "./errors.js";
import { type Query, query } from "./send.js";
import { isTooMuch } from "./too-much.js";
import { translate } from "./translate.js";

/** One of many questions that share a query. */
export interface AliasQuestion {
  /** What it is called in errors. */
  readonly label: string;
  /** The field that answers it, without an alias; `$1` stands for its first value, and so on. */
  readonly field: string;
  /** All of them strings that may not be null. */
  readonly values: readonly string[];
}

export interface AliasQuery {
  /** For people. */
  readonly name: string;
  /** Fragments that the fields use. */
  readonly fragments: string;
  /** How many questions a query takes at first. A query that fails on the server's side is halved. */
  readonly batchSize: number;
}

/**
 * Asks many questions by few queries, all of them in flight at once. A question that GitHub cannot answer fails alone;
 * results are in the order of the questions.
 */
export async function askByAlias<Answer>(
  client: GitHubClient,
  asked: AliasQuery,
  questions: readonly AliasQuestion[],
  options: CallOptions = {},
): Promise<Settled<AliasQuestion, Answer>[]> {
  const starts = Array.from({ length: Math.ceil(questions.length / asked.batchSize) }, (_, at) => at * asked.batchSize);
  const batches = starts.map((start) => questions.slice(start, start + asked.batchSize));
  const answers = await Promise.all(batches.map((batch) => askBatch<Answer>(client, asked, batch, options)));
  return answers.flat();
}

async function askBatch<Answer>(
  client: GitHubClient,
  asked: AliasQuery,
  batch: readonly AliasQuestion[],
  options: CallOptions,
): Promise<Settled<AliasQuestion, Answer>[]> {
  try {
    const answer = await query<Answers<Answer>>(client, asked.name, queryOf(asked, batch), options);
    return batch.map((item, at) => settle(item, answer[`r${at}`]));
  } catch (error) {
    const partial = partOf<Answer>(error);
    if (partial !== null)
      return batch.map((item, at) => settle(item, partial.data[`r${at}`], partial.errorAt(at, item)));
    if (batch.length === 1 || !isTooMuch(error)) return batch.map((item) => ({ item, status: "rejected", error }));
    // GitHub gives a query ten seconds; a smaller one may make it.
    const half = Math.ceil(batch.length / 2);
    return askByAlias(client, { ...asked, batchSize: half }, batch, options);
  }
}

type Answers<Answer> = Readonly<Record<string, Answer | null | undefined>>;

function queryOf({ name, fragments }: AliasQuery, batch: readonly AliasQuestion[]): Query {
  const variable = (at: number, place: number): string => `v${at}_${place}`;
  const declared = batch.flatMap(({ values }, at) => values.map((_, place) => `$${variable(at, place + 1)}: String!`));
  const fields = batch.map(
    ({ field }, at) =>
      `  r${at}: ${field.replace(/\$(\d+)/g, (_, place: string) => `$${variable(at, Number(place))}`)}`,
  );
  return {
    text: `query ${name}(${declared.join(", ")}) {\n${fields.join("\n")}\n}\n${fragments}`,
    variables: Object.fromEntries(
      batch.flatMap(({ values }, at) => values.map((value, place) => [variable(at, place + 1), value])),
    ),
  };
}

function settle<Answer>(
  item: AliasQuestion,
  answer: Answer | null | undefined,
  error?: unknown,
): Settled<AliasQuestion, Answer> {
  if (error !== undefined) return { item, status: "rejected", error };
  if (answer === null || answer === undefined) return { item, status: "rejected", error: notFound(item.label) };
  return { item, status: "fulfilled", value: answer };
}

interface Partial<Answer> {
  readonly data: Answers<Answer>;
  /** Undefined when the question was answered without an error. */
  errorAt(at: number, item: AliasQuestion): unknown;
}

/** What an answer with errors says all the same; null when an error belongs to no question. */
function partOf<Answer>(error: unknown): Partial<Answer> | null {
  const thrown = (isReleaseError(error) ? error.cause : null) as Thrown<Answer> | null | undefined;
  const { errors, data } = thrown ?? {};
  if (errors === undefined || data === undefined || data === null) return null;
  if (errors.some(({ path }) => path?.[0] === undefined)) return null;
  return {
    data,
    errorAt: (at, { label }) => {
      const own = errors.filter(({ path }) => path?.[0] === `r${at}`);
      if (own.length === 0) return undefined;
      return translate({ errors: own, response: thrown?.response ?? {}, headers: thrown?.headers }, label);
    },
  };
}

interface Thrown<Answer> {
  readonly errors?: readonly {
    readonly type?: string;
    readonly message?: string;
    readonly path?: readonly unknown[];
  }[];
  readonly data?: Answers<Answer> | null;
  readonly response?: object;
  readonly headers?: object;
}
