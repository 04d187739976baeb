import { isReleaseError, type ReleaseError } from "@signalbox/release-core";
import {
  ciAnswer,
  ciCannot,
  ciLimit,
  ciNotConfigured,
  ciNotFound,
  type CiQuestion,
  ciRefused,
  ciUnknown,
  ciUnreachable,
} from "../errors.js";

export const SYSTEM = "GitHub Actions";

interface Told {
  readonly status?: number;
  readonly reason?: string;
  readonly retryAfterMs?: number | null;
  readonly location?: string;
}

type Row = (question: CiQuestion, error: ReleaseError, told: Told) => ReleaseError;

const unreachable: Row = (question, error, { status }) => ciUnreachable(question, error.message, status ?? null);
const answer: Row = (question, error) => ciAnswer(question, "", error.message);

/** The one table: GitHub's failures in the words of a CI system. */
const ROWS: Readonly<Record<string, Row>> = {
  ERR_GITHUB_AUTH: (question, { message, hint }) => ciRefused(question, { status: 401, reason: message, hint }),
  ERR_GITHUB_FORBIDDEN: (question, { message, hint }, { reason = message }) =>
    isOfState(reason)
      ? ciCannot(question, reason, "Look at the run: what is over can begin again, up to 30 days after it was made.")
      : ciRefused(question, { status: 403, reason, hint }),
  ERR_GITHUB_NOT_FOUND: (question, { hint }) => ciNotFound(question, hint),
  ERR_GITHUB_REFUSED: (question, { message, hint }, { reason = message }) => ciCannot(question, reason, hint),
  ERR_GITHUB_RATE_LIMITED: (question, _, { retryAfterMs = null }) => ciLimit(question, retryAfterMs),
  ERR_GITHUB_FAILED: unreachable,
  ERR_GITHUB_UNREACHABLE: unreachable,
  ERR_GITHUB_RESULT_UNKNOWN: (question, { message }) => ciUnknown(question, message),
  ERR_GITHUB_QUERY: answer,
  ERR_GITHUB_INCOMPLETE: answer,
  ERR_NOT_ON_GITHUB: (_, { message, hint }, { location = "" }) => ciNotConfigured(location, message, hint),
};

/** 403 says both: that nobody with this token may do it, and that with this run nobody may. */
const isOfState = (reason: string): boolean =>
  /already running|cannot be re-?(?:run|tried)|unable to re-?/i.test(reason);

/** Asks GitHub. @throws ReleaseError `ERR_CI_*`; an abort is thrown as it is */
export async function asked<Value>(what: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw inWordsOfCi(what, error);
  }
}

/** What breaks off in the middle is a failure of the same kind. */
export async function* handedOn<Chunk>(what: string, chunks: AsyncIterable<Chunk>): AsyncIterable<Chunk> {
  try {
    yield* chunks;
  } catch (error) {
    throw inWordsOfCi(what, error);
  }
}

function inWordsOfCi(what: string, error: unknown): unknown {
  if (!isReleaseError(error)) return error;
  return ROWS[error.code]?.({ system: SYSTEM, what }, error, (error.details ?? {}) as Told) ?? error;
}
