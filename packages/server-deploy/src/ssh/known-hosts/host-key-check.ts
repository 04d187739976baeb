import type { Place } from "../errors.js";
import { hostKeyChanged, hostKeyRevoked, hostKeyUnknown } from "./errors.js";
import { judgeKey, type KeyTarget, knownKeyTypes, nameOfTarget } from "./judge-key.js";
import { appendKnownHost, readKnownHosts } from "./known-hosts-files.js";

/** `strict`: only keys that are known. `accept-new`: the first key that a host shows is written down; never a second. */
export type HostKeyPolicy = "strict" | "accept-new";

export interface HostKeyCheck {
  /** Of the keys known for the host; see `knownKeyTypes`. */
  readonly keyTypes: readonly string[];
  /** Resolves when the key may be trusted. @throws ReleaseError `ERR_HOST_KEY_…` */
  accept(key: Buffer): Promise<void>;
}

export interface HostKeyCheckOptions {
  readonly place: Place;
  readonly target: KeyTarget;
  /** A new key is written to the first. */
  readonly files: readonly string[];
  readonly isHashed: boolean;
  readonly policy: HostKeyPolicy;
}

/** Reads what is known about a host, before it is called. @throws ReleaseError `ERR_KNOWN_HOSTS_UNREADABLE` */
export async function checkHostKey(options: HostKeyCheckOptions): Promise<HostKeyCheck> {
  const { place, target, files, policy } = options;
  const lines = await readKnownHosts(files);
  return {
    keyTypes: knownKeyTypes(lines, target),
    accept: async (key) => {
      const shown = { place, target, knownAs: nameOfTarget(target), key };
      const verdict = judgeKey(lines, target, key);
      if (verdict.status === "known") return;
      if (verdict.status === "revoked") throw hostKeyRevoked(shown, verdict.line);
      if (verdict.status === "changed") throw hostKeyChanged(shown, verdict.lines);
      const file = files[0];
      if (policy === "strict" || file === undefined) throw hostKeyUnknown(shown, verdict.hasAuthority);
      await appendKnownHost(file, shown.knownAs, key, options.isHashed);
    },
  };
}
