import type { ReleaseEvent } from "@signalbox/release-core";
import type { AuthCallback, HttpClient } from "isomorphic-git";
import { openOnce } from "../open-once.js";
import type { Repositories } from "../ports.js";

export interface IsomorphicRepositoriesOptions {
  /** Caches go into `<cacheDir>/isomorphic-git`. */
  readonly cacheDir: string;
  /** Read the remote of a user's clone rather than what the clone remembers of it. Default false. */
  readonly fetch?: boolean | undefined;
  /** Default: `isomorphic-git/http/node`. */
  readonly http?: HttpClient | undefined;
  /** Gives credentials when the URL has none. */
  readonly onAuth?: AuthCallback | undefined;
  readonly onEvent?: ((event: ReleaseEvent) => void) | undefined;
}

/** Repositories on isomorphic-git: HTTP remotes and local paths; no SSH, no partial clones, no criss-cross merges. */
export function isomorphicRepositories(options: IsomorphicRepositoriesOptions): Repositories {
  // Loaded when it is used: isomorphic-git costs more to load than native git to run.
  const load = () => import("./open-isomorphic.js");
  return openOnce(async (location, call) => await (await load()).openIsomorphic(location, options, call), {
    onEvent: options.onEvent,
  });
}
