import { isReleaseError, type Json, ReleaseError, redactText } from "@signalbox/release-core";

export const notOnGitHub = (location: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_ON_GITHUB",
    message: `${redactText(location)} names no repository of GitHub.`,
    hint: "Write owner/name, or the repository's https or ssh URL.",
    details: { location: redactText(location) },
  });

/** No token came with the request, and GitHub wants one. */
export const authMissing = (what: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_AUTH",
    message: `GitHub answers this only with a token, and there is none (${what}).`,
    hint: "Set GH_TOKEN, or run `gh auth login`.",
    details: { what },
    cause,
  });

export const authRefused = (what: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_AUTH",
    message: `GitHub does not accept the token (${what}).`,
    hint: "It is wrong, expired or revoked: set GH_TOKEN to a valid one, or run `gh auth login`.",
    details: { what },
    cause,
  });

export const forbidden = (what: string, reason: string, scopes: string | null, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_FORBIDDEN",
    message: `GitHub forbids it (${what}): ${reason}`,
    hint:
      scopes === null
        ? "Give the token the right for this repository, or ask an owner; `signalbox doctor` says what it may do."
        : `The token lacks a scope: one of ${scopes} is needed. \`signalbox doctor\` says what it may do.`,
    details: { what, reason, scopes },
    cause,
  });

export const notFound = (what: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_NOT_FOUND",
    message: `GitHub does not find what was asked for (${what}).`,
    hint: "Check the spelling; what the token may not see looks the same as what does not exist.",
    details: { what },
    cause,
  });

/** 409, 405, 422 and their like: GitHub understood, and says why not. */
export const refused = (
  what: string,
  { status, reason, errors }: { readonly status: number; readonly reason: string; readonly errors: Json },
  cause?: unknown,
): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_REFUSED",
    message: `GitHub refuses (${what}): ${reason}`,
    hint: "What GitHub names has to change first; nothing was written.",
    details: { what, status, reason, errors },
    cause,
  });

export const rateLimited = (what: string, retryAfterMs: number | null, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_RATE_LIMITED",
    message: `GitHub asks to slow down (${what}).`,
    hint: `Run the same command again ${retryAfterMs === null ? "later" : `in ${Math.ceil(retryAfterMs / 1000)} s`}; what was done is found and not done twice.`,
    details: { what, retryAfterMs },
    retryable: true,
    cause,
  });

export const serverFailed = (what: string, status: number, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_FAILED",
    message: `GitHub failed with ${status} (${what}).`,
    hint: "Run the same command again; https://www.githubstatus.com says when there is more to it.",
    details: { what, status },
    retryable: true,
    cause,
  });

export const unreachable = (what: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_UNREACHABLE",
    message: `GitHub cannot be reached (${what}): ${reason}`,
    hint: "Check the network and the proxy; for GitHub Enterprise set GH_HOST or GITHUB_API_URL. Then run it again.",
    details: { what, reason },
    retryable: true,
    cause,
  });

/** The answer has errors that are none of the above. */
export const queryFailed = (what: string, errors: Json, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_QUERY",
    message: `GitHub could not answer (${what}): ${messagesOf(errors)}`,
    hint: "An older GitHub Enterprise may not know a field; run `signalbox doctor` and report it with the output.",
    details: { what, errors },
    cause,
  });

/** Fewer entries came than GitHub counts: a list that is cut must not be taken for the whole. */
export const answerIncomplete = (what: string, expected: number, found: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_INCOMPLETE",
    message: `GitHub counts ${expected} (${what}) and showed ${found}.`,
    hint: "Run it again, in case they changed meanwhile; if it stays, the token may not see the others.",
    details: { what, expected, found },
    retryable: true,
  });

/** Somebody renamed or removed it while it was read: what was read of it says nothing. */
export const boardChanged = (board: string, what: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_BOARD_CHANGED",
    message: `Of board ${board}, ${what} was renamed or removed while it was read.`,
    hint: "Run it again; where the name has changed for good, change it in the configuration too.",
    details: { board, what },
    retryable: true,
  });

/** A write whose answer never came: it may have happened. Look before anything else. */
export const resultUnknown = (what: string, cause: ReleaseError): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_RESULT_UNKNOWN",
    message: `Whether it happened is not known (${what}): ${cause.message}`,
    hint: "Run the same command again: it looks first, and does not do twice what was done.",
    details: { what },
    retryable: true,
    cause,
  });

/** For what is read as a whole into memory. Bytes. */
export const assetTooLarge = (name: string, size: number, most: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_ASSET_TOO_LARGE",
    message: `${name} has ${size} bytes; a text of at most ${most} is read.`,
    hint: "Check the pattern of the checksums file: this is another file.",
    details: { name, size, most },
  });

/** A ref went away or was moved between two questions about it. */
export const historyMoved = (location: string, ref: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HISTORY_MOVED",
    message: `${ref} of ${redactText(location)} was moved or deleted while it was read.`,
    hint: "Run the same command again.",
    details: { location: redactText(location), ref },
    retryable: true,
  });

/** True when a write may have happened although it failed. */
export const isUnknownResult = (error: unknown): boolean =>
  isReleaseError(error) && error.code === "ERR_GITHUB_RESULT_UNKNOWN";

export const isNotFound = (error: unknown): boolean => isReleaseError(error) && error.code === "ERR_GITHUB_NOT_FOUND";

const messagesOf = (errors: Json): string =>
  Array.isArray(errors)
    ? errors.map((error) => (error as { message?: string } | null)?.message ?? "no message").join("; ")
    : "no message";
