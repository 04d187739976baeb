import { isReleaseError, type Json, type Problem, ReleaseError, redactText } from "@signalbox/release-core";

/** Which system, for people (`CircleCI`), and what was asked of it, as `the jobs of workflow 5034460f…`. */
export interface CiQuestion {
  readonly system: string;
  readonly what: string;
}

/** 401 and 403: the token is not taken, or may not do this. `hint` names the variable and the right. */
export const ciRefused = (
  { system, what }: CiQuestion,
  { status, reason, hint }: { readonly status: number; readonly reason: string; readonly hint: string },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_REFUSED",
    message: `${system} refuses (${what}): ${reason}`,
    hint,
    details: { system, what, status, reason },
  });

/** What the token may not see looks the same as what does not exist. */
export const ciNotFound = ({ system, what }: CiQuestion, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_NOT_FOUND",
    message: `${system} does not find what was asked for (${what}).`,
    hint,
    details: { system, what },
  });

/** 429, after the waits that were allowed. */
export const ciLimit = ({ system, what }: CiQuestion, retryAfterMs: number | null): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_LIMIT",
    message: `${system} asks to slow down (${what}).`,
    hint: `Run it again ${retryAfterMs === null ? "later" : `in ${Math.ceil(retryAfterMs / 1000)} s`}; see what else uses the same token.`,
    details: { system, what, retryAfterMs },
    retryable: true,
  });

/** No answer, or one of a server that failed; of a read only, or of a write that was surely not begun. */
export const ciUnreachable = ({ system, what }: CiQuestion, reason: string, status: number | null): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_UNREACHABLE",
    message: `${system} cannot be asked (${what}): ${redactText(reason)}`,
    hint:
      status === null
        ? "Check the network, the proxy and the address of the CI system, then run it again."
        : `Run it again; the status page of ${system} says when there is more to it.`,
    details: { system, what, status },
    retryable: true,
  });

/** An answer of another shape than its documentation says. `field` is a path, as `items[3].vcs.revision`. */
export const ciAnswer = ({ system, what }: CiQuestion, field: string, problem: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_ANSWER",
    message: `${system} answers with something else than expected (${what}): ${field === "" ? "" : `${field}: `}${redactText(problem)}`,
    hint: `Nothing was concluded from it. Check the address of the CI system; when it is right, ${system} has changed: report it with this text.`,
    details: { system, what, field, problem: redactText(problem) },
  });

/** A write whose answer was lost: it may have happened. */
export const ciUnknown = ({ system, what }: CiQuestion, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_UNKNOWN",
    message: `Nobody knows whether it happened (${system}, ${what}): ${redactText(reason)}`,
    hint: "Run it again: it looks at the builds first, and does not do twice what was done.",
    details: { system, what },
    retryable: true,
  });

/** 400, 409, 422 and their like: understood, and not done. */
export const ciCannot = (
  { system, what }: CiQuestion,
  reason: string,
  hint: string,
  details: Json = null,
): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_CANNOT",
    message: `${system} cannot do it (${what}): ${redactText(reason)}`,
    hint,
    details: { system, what, reason: redactText(reason), more: details },
  });

export const ciNotConfigured = (repository: string, reason: string, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_NOT_CONFIGURED",
    message: `No CI system is known for ${redactText(repository)}: ${reason}`,
    hint,
    details: { repository: redactText(repository) },
  });

/** What was asked for did not show in time; CI took it, or its answer was lost. */
export const ciNotSeen = (what: string, waitedMs: number, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_NOT_SEEN",
    message: `CI was asked to ${what}, and nothing of it shows after ${Math.round(waitedMs / 1000)} s.`,
    hint,
    details: { what, waitedMs },
    retryable: true,
  });

/** What the plan would call a problem came up while it was applied. */
export const ciProblem = ({ code, message, hint }: Problem): ReleaseError => new ReleaseError({ code, message, hint });

/** True when a write may have happened although it failed. */
export const isCiUnknown = (error: unknown): boolean => isReleaseError(error) && error.code === "ERR_CI_UNKNOWN";
