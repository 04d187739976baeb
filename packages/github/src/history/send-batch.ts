import type { CallOptions } from "@signalbox/release-core";
import type { QueryClient } from "../client-queries/query-client.js";
import { notFound } from "../errors.js";
import { slugText } from "../slug.js";
import { translate } from "../translate.js";
import type { Answers, SendBatch } from "./batches.js";
import { aliasOf, composeQuery, type Question } from "./compose-query.js";
import { FRAGMENTS } from "./fragments.js";

/** An error that GitHub reports in an answer; `path` begins with the alias of the repository that it is about. */
interface ReportedError {
  readonly path?: readonly (string | number)[];
  readonly message?: string;
  readonly type?: string;
}

/** What `@octokit/graphql` throws when an answer has errors: the answer is in it. */
interface PartialAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly ReportedError[];
}

/** Sends questions as one query, once. What one repository is refused does not touch the others. */
export function batchSender(client: QueryClient): SendBatch {
  return async (questions, { signal }: CallOptions) => {
    signal?.throwIfAborted();
    const { text, variables } = composeQuery(questions, FRAGMENTS);
    try {
      // The client's own repetition would send the same size again; the size is what has to change.
      const data = await client.graphql(text, { ...variables, request: { signal, retries: 0 } });
      return answersOf(questions, data as Record<string, unknown>, []);
    } catch (error) {
      const { data, errors = [] } = (error ?? {}) as PartialAnswer;
      const isPartial = data !== undefined && data !== null && errors.length > 0;
      if (signal?.aborted !== true && isPartial && errors.every(({ path }) => typeof path?.[0] === "string"))
        return answersOf(questions, data, errors, error);
      throw translate(error, nameOf(questions), signal);
    }
  };
}

function answersOf(
  questions: readonly Question[],
  data: Readonly<Record<string, unknown>>,
  errors: readonly ReportedError[],
  thrown: unknown = null,
): Answers {
  return questions.map((question, index) => {
    const own = errors.filter(({ path }) => path?.[0] === aliasOf(index));
    const value = data[aliasOf(index)] ?? null;
    // A token may see commits and no pull requests, which are an addition: they are then left out.
    const isWhole = value !== null && own.every(isOfAddition);
    if (own.length > 0 && !isWhole)
      return { error: translate({ ...(thrown as object), errors: own }, nameOf([question])) };
    return value === null ? { error: notFound(nameOf([question])) } : { value };
  });
}

const isOfAddition = ({ type, path = [] }: ReportedError): boolean =>
  type === "FORBIDDEN" && path.some((part) => part === "associatedPullRequests" || part === "user");

const nameOf = (questions: readonly Question[]): string =>
  questions.length === 1 && questions[0] !== undefined
    ? `query of ${slugText(questions[0])}`
    : `query of ${questions.length} repositories`;
