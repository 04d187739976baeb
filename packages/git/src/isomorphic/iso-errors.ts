import { isReleaseError, ReleaseError } from "@signalbox/release-core";
import { engineLimit, lastLines, remoteAuth, remoteUnreachable, repositoryNotFound } from "../errors.js";

interface IsoError {
  readonly code?: string;
  readonly message?: string;
  readonly data?: { readonly statusCode?: number; readonly response?: string };
}

/** Errors of isomorphic-git and node:http → ours; ours and aborts pass through. */
export function translateIsoError(error: unknown, location: string, signal?: AbortSignal): unknown {
  if (isReleaseError(error) || (signal?.aborted === true && error === signal.reason)) return error;
  if (signal?.aborted === true) return signal.reason;
  const { code = "", message = "", data } = error as IsoError;
  const status = data?.statusCode;
  if (code === "HttpError") {
    if (status === 401 || status === 403) return remoteAuth(location, `HTTP ${status}`, error);
    if (status === 404) return repositoryNotFound(location, "HTTP 404", error);
    return remoteUnreachable(location, `HTTP ${status ?? "error"}`, error);
  }
  if (/^E[A-Z]+$/.test(code) || /socket hang up|certificate|self.signed|aborted/i.test(message)) {
    return remoteUnreachable(location, lastLines(message), error);
  }
  if (code === "SmartHttpError" || code === "ParseError" || code === "EmptyServerResponseError") {
    return remoteUnreachable(location, lastLines(message), error);
  }
  if (code === "UserCanceledError") return remoteAuth(location, "no credentials", error);
  if (code === "UnknownTransportError")
    return engineLimit("transport", `isomorphic-git has no transport for ${location}.`);
  if (code === "UnsafeFilepathError")
    return engineLimit("paths", `isomorphic-git does not send a tree with such a path: ${lastLines(message)}`);
  return new ReleaseError({
    code: "ERR_GIT_FAILED",
    message: `isomorphic-git failed (${code || "error"}): ${lastLines(message)}`,
    hint: "Install git 2.38 or newer and use the native engine, or remove the cache folder and run again.",
    details: { code, location },
    cause: error,
  });
}
