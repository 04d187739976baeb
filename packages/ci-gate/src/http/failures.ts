import { redactText, type ReleaseError } from "@signalbox/release-core";
import {
  ciAnswer,
  ciCannot,
  ciLimit,
  ciNotFound,
  type CiQuestion,
  ciRefused,
  ciUnknown,
  ciUnreachable,
} from "../errors.js";
import type { Answered, Exchanged } from "./exchange.js";
import type { HttpSite } from "./site.js";

interface FailureRow {
  readonly status: (status: number) => boolean;
  readonly error: (question: CiQuestion, answer: Answered, site: HttpSite) => ReleaseError;
}

const is =
  (...wanted: readonly number[]) =>
  (status: number): boolean =>
    wanted.includes(status);

/** The one table of answers that are no success; the first row that fits counts. */
const ROWS: readonly FailureRow[] = [
  {
    status: is(401),
    error: (question, answer, site) =>
      ciRefused(question, { status: 401, reason: wordsOf(answer, site), hint: site.hints.unauthorized }),
  },
  {
    status: is(403),
    error: (question, answer, site) =>
      ciRefused(question, { status: 403, reason: wordsOf(answer, site), hint: site.hints.forbidden }),
  },
  { status: is(404, 410), error: (question, _, site) => ciNotFound(question, site.hints.notFound) },
  { status: is(429), error: (question, { retryAfterMs }) => ciLimit(question, retryAfterMs) },
  {
    status: (status) => status === 408 || status >= 500,
    error: (question, answer, site) => ciUnreachable(question, wordsOf(answer, site), answer.status),
  },
  {
    status: (status) => status >= 400,
    error: (question, answer, site) =>
      ciCannot(question, wordsOf(answer, site), site.hints.cannot, { status: answer.status }),
  },
];

/** A read, or a write that surely did not happen. */
export function failureOf(site: HttpSite, what: string, exchanged: Exchanged): ReleaseError {
  const question = { system: site.system, what };
  if (exchanged.status === null) return ciUnreachable(question, hidden(exchanged.reason, site), null);
  const { status } = exchanged;
  const row = ROWS.find((each) => each.status(status));
  return row === undefined
    ? ciAnswer(question, "", `an answer with the status ${status}`)
    : row.error(question, exchanged, site);
}

/** A write: where nobody knows whether it happened, that is what is told. */
export function writeFailureOf(site: HttpSite, what: string, exchanged: Exchanged): ReleaseError {
  const question = { system: site.system, what };
  if (exchanged.status === null)
    return exchanged.wasSent ? ciUnknown(question, hidden(exchanged.reason, site)) : failureOf(site, what, exchanged);
  const isUncertain = exchanged.status === 408 || exchanged.status >= 500;
  return isUncertain ? ciUnknown(question, wordsOf(exchanged, site)) : failureOf(site, what, exchanged);
}

const LONGEST_WORDS = 300;

/** The system's own words, without secrets: `message` of CircleCI, `error_message` of Travis. */
function wordsOf({ status, text }: Answered, site: HttpSite): string {
  const body = parsed(text);
  const words = [body.message, body.error_message, body.error].find(
    (each): each is string => typeof each === "string" && each !== "",
  );
  return words === undefined
    ? `an answer with the status ${status}`
    : `${hidden(words, site).slice(0, LONGEST_WORDS)} (${status})`;
}

const hidden = (text: string, { secrets }: HttpSite): string => redactText(text, secrets);

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
