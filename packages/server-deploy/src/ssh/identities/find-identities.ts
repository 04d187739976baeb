import type { HostConfig } from "../config/host-config.js";
import { agentKeys } from "./agent-keys.js";
import { fileKey, type Passphrase } from "./file-key.js";
import type { Identities, Identity } from "./identity.js";

export interface IdentitySources {
  /** The socket of the agent; null for none. */
  readonly agent: string | null;
  readonly passphrase?: Passphrase | undefined;
}

/**
 * The keys that OpenSSH would offer, in its order: keys of the agent that the configuration names, other keys of the agent
 * (unless IdentitiesOnly), keys in files. Source: `pubkey_prepare` in sshconnect2.c.
 */
export async function findIdentities(config: HostConfig, sources: IdentitySources): Promise<Identities> {
  const socket = config.identityAgent === undefined ? sources.agent : config.identityAgent;
  const skipped: string[] = [];
  const [held, found] = await Promise.all([
    socket === null
      ? []
      : agentKeys(socket).catch((error: Error): Identity[] => {
          skipped.push(`the agent at ${socket} (${error.message})`);
          return [];
        }),
    Promise.all(config.identityFiles.map((file) => namedKey(file, sources.passphrase))),
  ]);
  const files = found.filter((key): key is Identity => typeof key === "object" && key !== null);
  skipped.push(...found.filter((key): key is string => typeof key === "string"));
  const isSame = (a: Identity, b: Identity): boolean => a.key.getPublicSSH().equals(b.key.getPublicSSH());
  const named = files.flatMap((file) => held.filter((key) => isSame(key, file)));
  const others = config.identitiesOnly ? [] : held.filter((key) => !named.includes(key));
  const inFiles = files.filter((file) => !held.some((key) => isSame(key, file)));
  return { offered: [...named, ...others, ...inFiles], skipped };
}

async function namedKey(file: string, passphrase: Passphrase | undefined): Promise<Identity | string | null> {
  return await fileKey(file, passphrase);
}
