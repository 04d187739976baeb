import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";

/** A repository that is read in a way that needs no `git http-backend`. */
export interface ServedRepository {
  readonly path: string;
  /** The text of its configuration. */
  readonly config: string;
  /** `greeting`: the capabilities of protocol v2, which name no ref; `refs-or-objects`: what follows it. */
  readonly asks: "greeting" | "refs-or-objects";
}

/** Null when `git http-backend` has to look: pushes, old protocols, odd paths, and what its own settings may refuse. */
export async function servedRepository(request: IncomingMessage, root: string): Promise<ServedRepository | null> {
  const asks = wish(request);
  if (asks === null) return null;
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const name = decodeURIComponent(pathname.replace(/\/(info\/refs|git-upload-pack)$/, ""));
  if (
    name
      .split("/")
      .slice(1)
      .some((part) => /^(|\.{1,2})$/.test(part))
  )
    return null;
  const path = join(root, name);
  return (await bareRepository(path, asks)) ?? (await bareRepository(`${path}.git`, asks));
}

async function bareRepository(path: string, asks: ServedRepository["asks"]): Promise<ServedRepository | null> {
  try {
    const [config] = await Promise.all([
      readFile(join(path, "config"), "utf8"),
      ...["HEAD", "refs", "objects"].map((part) => stat(join(path, part))),
    ]);
    return /^\s*\[\s*(http|include)/im.test(config) ? null : { path, config, asks };
  } catch {
    return null;
  }
}

function wish({ method, url = "/", headers }: IncomingMessage): ServedRepository["asks"] | null {
  const { pathname, search } = new URL(url, "http://localhost");
  if (method === "POST" && pathname.endsWith("/git-upload-pack")) {
    return headers["content-type"] === "application/x-git-upload-pack-request" ? "refs-or-objects" : null;
  }
  const greets = method === "GET" && pathname.endsWith("/info/refs") && search === "?service=git-upload-pack";
  return greets && headers["git-protocol"] === "version=2" ? "greeting" : null;
}
