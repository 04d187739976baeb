import type { TokenOptions } from "../options.js";
import type { CircleState } from "../state/circle-state.js";
import { notFound, Refusal } from "./refusal.js";

/** Whose token it is. @throws Refusal 401 */
export function accountOf(tokens: readonly TokenOptions[], given: string | undefined): TokenOptions {
  const account = tokens.find(({ token }) => token === given);
  if (account === undefined) throw new Refusal(401, "You must log in first.");
  return account;
}

/** What the token may not see is not there. @throws Refusal 403 or 404 */
export function requireAccess(account: TokenOptions, slug: string | null, isWrite: boolean): void {
  if (slug !== null && account.projects !== undefined && !account.projects.includes(slug)) throw notFound("Project");
  if (isWrite && account.write === false) throw new Refusal(403, "Permission denied");
}

/** The project that a request is about; null when there is none, which the route itself will say. */
export function projectOf(state: CircleState, params: Readonly<Record<string, string>>, path: string): string | null {
  if (params["slug"] !== undefined) return params["slug"];
  const pipelines = state.projects.flatMap((project) => project.pipelines);
  const found = pipelines.find(({ id, workflows }) =>
    path.includes("/workflow/") ? workflows.some((each) => each.id === params["id"]) : id === params["id"],
  );
  return found?.project.slug ?? null;
}
