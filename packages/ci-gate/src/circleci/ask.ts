import { type CallOptions } from "@signalbox/release-core";
import type { z } from "zod";
import { ciAnswer } from "../errors.js";
import type { HttpClient } from "../http/http-client.js";

export const SYSTEM = "CircleCI";

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_page_token: string | null;
}

export interface ListQuestion<Item> {
  readonly what: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | null>>;
  readonly schema: z.ZodType<Page<Item>>;
}

/** The pages of a list, one after the other. A token that comes again would never end: that is a failure. */
export async function* pagesOf<Item>(
  http: HttpClient,
  { what, path, query, schema }: ListQuestion<Item>,
  options?: CallOptions,
): AsyncGenerator<readonly Item[]> {
  const seen = new Set<string>();
  for (let token: string | null = null; ;) {
    const page: Page<Item> = await http.read({ what, path, schema, query: { ...query, "page-token": token } }, options);
    yield page.items;
    token = page.next_page_token;
    if (token === null || token === "") return;
    if (seen.has(token)) throw ciAnswer({ system: SYSTEM, what }, "next_page_token", "it leads in a circle");
    seen.add(token);
  }
}

export async function listAll<Item>(
  http: HttpClient,
  question: ListQuestion<Item>,
  options?: CallOptions,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pagesOf(http, question, options)) items.push(...page);
  return items;
}
