import { isReleaseError } from "@signalbox/release-core";

/** GitHub's own words of a refusal to show something (403, 404); null when the error is of another kind. */
export function refusalIn(error: unknown): string | null {
  if (!isReleaseError(error)) return null;
  if (error.code !== "ERR_GITHUB_FORBIDDEN" && error.code !== "ERR_GITHUB_NOT_FOUND") return null;
  const { response } = (error.cause ?? {}) as { response?: { data?: { message?: unknown } } };
  const message = response?.data?.message;
  return typeof message === "string" ? message : error.message;
}
