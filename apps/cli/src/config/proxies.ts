/** How servers are reached, as curl reads it. URLs may hold a password. */
export interface ProxySettings {
  readonly https: string | null;
  readonly http: string | null;
  /** Hosts that are reached directly. */
  readonly exceptions: readonly string[];
}

/** `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `no_proxy`; of `http_proxy` only the small letters, since a CGI server sets the large. */
export function readProxies(set: (name: string) => string | null): ProxySettings {
  const either = (name: string): string | null => set(name) ?? set(name.toUpperCase());
  return {
    https: either("https_proxy") ?? either("all_proxy"),
    http: set("http_proxy") ?? either("all_proxy"),
    exceptions: (either("no_proxy") ?? "").split(/[\s,]+/).filter((host) => host !== ""),
  };
}

/**
 * The proxy for a URL, null: none. `example.org` and `.example.org` stand for the host and all below it, `host:8080`
 * for that port only, `*` for everything. This machine itself is never asked for through a proxy.
 */
export function proxyFor(url: URL, { https, http, exceptions }: ProxySettings): string | null {
  const proxy = url.protocol === "https:" ? https : http;
  if (proxy === null || /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return null;
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const isExcepted = exceptions.some((exception) => {
    if (exception === "*") return true;
    const [, name = "", wantedPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(exception.toLowerCase()) ?? [];
    if (wantedPort !== undefined && wantedPort !== port) return false;
    return url.hostname === name || url.hostname.endsWith(`.${name}`);
  });
  return isExcepted ? null : /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}
