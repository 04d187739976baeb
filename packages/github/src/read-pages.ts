import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "./client.js";
import { answerIncomplete } from "./errors.js";
import { read } from "./send.js";
import { tellPage } from "./tell-page.js";

/** The entries of a REST list, to its last page. */
export interface Pages<Entry> {
  readonly entries: readonly Entry[];
  /** The first page as it was answered. */
  readonly first: unknown;
}

/**
 * Reads a list to its end, 100 entries a page. `under` is the field that has the entries where the answer is an object
 * with a `total_count`; `what` names the list for people.
 * @throws ReleaseError `ERR_GITHUB_INCOMPLETE` when fewer came than were counted, and by the table
 */
export async function readPages<Entry>(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  { under, what = "a list", ...options }: CallOptions & { readonly under?: string; readonly what?: string } = {},
): Promise<Pages<Entry>> {
  const entries: Entry[] = [];
  let first: unknown;
  for (let page = 1; ; page++) {
    const data = (await read(client, route, { ...parameters, per_page: 100, page }, options)).data as unknown;
    first ??= data;
    const answer = data as Readonly<Record<string, unknown>> & { readonly total_count?: number };
    const here = (under === undefined ? data : answer[under]) as readonly Entry[];
    entries.push(...here);
    const total = under === undefined ? null : (answer.total_count ?? null);
    if (here.length === 100 && (total === null || entries.length < total)) {
      tellPage(what, { done: entries.length, total: total ?? undefined }, options);
      continue;
    }
    if (total !== null && entries.length < total) throw answerIncomplete(route, total, entries.length);
    return { entries, first };
  }
}
