import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { redactText } from "@signalbox/release-core";
import { locationUnsupported } from "./errors.js";

/** Where a repository is, read from what people write. */
export interface Location {
  readonly kind: "url" | "path";
  /** The URL without credentials, or the absolute path. */
  readonly address: string;
  /** `user:password` of an http(s) URL, decoded; kept apart so that it reaches neither disk nor argv. */
  readonly credentials: string | null;
  readonly transport: "http" | "ssh" | "file" | "path";
  /** Last path segment without `.git`. */
  readonly name: string;
  /** What may be printed. */
  readonly shown: string;
}

const SCP_LIKE = /^(?:[^@/\s:]+@)?[^/:\s@]+:(?!\/\/)/;
const TRANSPORTS: Readonly<Record<string, Location["transport"]>> = {
  "http:": "http",
  "https:": "http",
  "ssh:": "ssh",
  "git+ssh:": "ssh",
  "file:": "file",
};

/** @throws ReleaseError `ERR_LOCATION_UNSUPPORTED` */
export function readLocation(location: string, cwd?: string): Location {
  const shown = redactText(location);
  const name = repositoryName(location);

  if (location === "" || location.startsWith("-") || /[\u0000-\u001f]/.test(location)) {
    throw locationUnsupported(location, "it is empty, begins with a dash or has control characters");
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return { ...readUrl(location), name, shown };
  if (/^[a-z0-9]+::/i.test(location)) throw locationUnsupported(location, "remote helpers may run any program");
  const isPath = /^(?:[./~\\]|[a-z]:[\\/])/i.test(location);
  if (!isPath && SCP_LIKE.test(location)) {
    return { kind: "url", address: location, credentials: null, transport: "ssh", name, shown };
  }
  const address = cwd === undefined ? resolve(location) : resolve(cwd, location);
  return { kind: "path", address, credentials: null, transport: "path", name: repositoryName(address), shown };
}

function readUrl(location: string): Pick<Location, "kind" | "address" | "credentials" | "transport"> {
  let url: URL;
  try {
    url = new URL(location);
  } catch {
    throw locationUnsupported(location, "it is not a valid URL");
  }
  const transport = TRANSPORTS[url.protocol];
  if (transport === undefined) throw locationUnsupported(location, `${url.protocol}// is not a transport it uses`);
  if (transport !== "http") return { kind: "url", address: location, credentials: null, transport };
  // A user name alone is no secret unless it is a token; tokens are long.
  const secret = url.password !== "" || url.username.length >= 20;
  const credentials = secret ? `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` : null;
  if (secret) [url.username, url.password] = ["", ""];
  return { kind: "url", address: url.href, credentials, transport };
}

/** A short name for people: the last path segment without `.git`; of a worktree's `.git` folder, the folder above. */
export function repositoryName(location: string): string {
  const path = location
    .replace(/[?#].*$/, "")
    .replace(/[\\/]+$/, "")
    .replace(/[\\/]\.git$/, "");
  const last = path.split(/[\\/:]/).at(-1) ?? "";
  return last.replace(/\.git$/, "") || "repository";
}

/** The folder name of a cache: readable, and unique by the address without its credentials. */
export function cacheName(location: Location): string {
  const address = location.address.replace(/[\\/]+$/, "").replace(/\.git$/, "");
  const hash = createHash("sha256").update(address).digest("hex").slice(0, 12);
  return `${location.name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 60)}-${hash}`;
}
