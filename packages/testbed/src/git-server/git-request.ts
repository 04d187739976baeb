/** One request as it reached the server. */
export interface GitRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly service: "upload-pack" | "receive-pack" | null;
  /** Path below the root, without `.git`. */
  readonly repository: string;
  /** True when it belongs to a push: the discovery of `receive-pack` too, since only a push asks for it. */
  readonly write: boolean;
}

const ROUTE = /^\/(.+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.*)$/;

/** Reads a request line of the smart HTTP protocol (gitprotocol-http). */
export function readGitRequest(method: string, path: string): GitRequest {
  const url = new URL(path, "http://localhost");
  const [, repository = "", route = ""] = ROUTE.exec(decodeURIComponent(url.pathname)) ?? [];
  const asked = route === "info/refs" ? url.searchParams.get("service") : route;
  const service = asked === "git-upload-pack" ? "upload-pack" : asked === "git-receive-pack" ? "receive-pack" : null;
  return { method, path, service, repository, write: service === "receive-pack" };
}
