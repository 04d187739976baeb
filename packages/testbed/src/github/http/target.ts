import type { IncomingMessage } from "node:http";
import type { Urls } from "../host.js";

/** Which part of the fake a request is for. */
export interface Target {
  readonly kind: "rest" | "graphql" | "git" | "page";
  readonly method: string;
  /** Path and query below that part. */
  readonly url: URL;
  readonly upload: boolean;
}

const GIT = /\/(info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.*)$/;
const DOTCOM = /^\/(repos|repositories|users?|orgs|rate_limit|meta)(\/|$)/;

export function targetOf(urls: Urls, incoming: IncomingMessage): Target {
  const url = new URL(incoming.url ?? "/", urls.html);
  const method = incoming.method ?? "GET";
  const below = (base: string): URL | null => {
    const prefix = new URL(base).pathname;
    if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return null;
    return new URL(`${url.pathname.slice(prefix.length) || "/"}${url.search}`, urls.html);
  };
  const uploads = below(urls.uploads);
  if (uploads !== null) return { kind: "rest", method, url: uploads, upload: true };
  if (below(urls.graphql) !== null) return { kind: "graphql", method, url, upload: false };
  const rest =
    urls.api === urls.html ? (DOTCOM.test(url.pathname) || url.pathname === "/" ? url : null) : below(urls.api);
  if (rest !== null) return { kind: "rest", method, url: rest, upload: false };
  return { kind: GIT.test(url.pathname) ? "git" : "page", method, url, upload: false };
}
