import type { RestAnswer, RestCall } from "../rest/rest-handler.js";

export interface Page {
  readonly page: number;
  readonly perPage: number;
}

/** `page` and `per_page` as GitHub reads them: at most `most` (100) a page, 30 by default. */
export function pageOf(query: Readonly<Record<string, string>>, most = 100, standard = 30): Page {
  const page = Math.max(1, Number.parseInt(query.page ?? "1", 10) || 1);
  const asked = Number.parseInt(query.per_page ?? String(standard), 10) || standard;
  return { page, perPage: Math.min(Math.max(1, asked), most) };
}

/** `Link` of RFC 8288 as GitHub builds it; empty when everything fits. */
export function linkHeader(url: URL, { page, perPage }: Page, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / perPage));
  const to = (number: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set("page", String(number));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, "prev")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 ? [to(1, "first")] : []),
  ];
  return links.length === 0 ? {} : { link: links.join(", ") };
}

/**
 * Answers one page of a list. `body` makes an entry, so only those of the page are built; `wrap` puts them into an
 * object (`{ total_count, workflow_runs }`).
 */
export async function paged<Entry>(
  call: RestCall,
  entries: readonly Entry[],
  body: (entry: Entry) => unknown,
  wrap: (page: unknown[], total: number) => unknown = (page) => page,
): Promise<RestAnswer> {
  const page = pageOf(call.query);
  const shown = entries.slice((page.page - 1) * page.perPage, page.page * page.perPage);
  const bodies = await Promise.all(shown.map(body));
  return {
    status: 200,
    body: wrap(bodies, entries.length),
    headers: linkHeader(call.url, page, entries.length),
  };
}
