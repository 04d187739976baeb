import { access } from "node:fs/promises";
import type { HostConfig } from "../config/host-config.js";
import { agentKeys } from "./agent-keys.js";
import { fileKey, type Passphrase } from "./file-key.js";
import type { Identities, Identity } from "./identity.js";

export interface IdentitySources {
  /** The socket of the agent; null for none. */
  readonly agent: string | null;
  readonly passphrase?: Passphrase | undefined;
}

export interface IdentityFinder {
  find(config: HostConfig): Promise<Identities>;
  /** True while somebody is asked for a passphrase. */
  readonly isAsking: boolean;
}

/** The same keys are looked for once, and a passphrase is asked for once, however many hosts they are for. */
export function identityFinder({ agent, passphrase }: IdentitySources): IdentityFinder {
  const known = new Map<string, Promise<Identities>>();
  let asking = 0;
  const ask: Passphrase | undefined =
    passphrase &&
    (async (file) => {
      asking += 1;
      return await passphrase(file).finally(() => (asking -= 1));
    });
  return {
    find: (config) => {
      const { identityFiles, certificateFiles, identitiesOnly, identityAgent } = config;
      const socket = identityAgent === undefined ? agent : identityAgent;
      const key = JSON.stringify([identityFiles, certificateFiles, identitiesOnly, socket]);
      const found = known.get(key) ?? findIdentities(config, { agent: socket, passphrase: ask });
      known.set(key, found);
      return found;
    },
    get isAsking() {
      return asking > 0;
    },
  };
}

/**
 * The keys that OpenSSH would offer, in its order: keys of the agent that the configuration names, other keys of the agent
 * (unless IdentitiesOnly), keys in files. Source: `pubkey_prepare` in sshconnect2.c.
 */
async function findIdentities(config: HostConfig, sources: IdentitySources): Promise<Identities> {
  const socket = sources.agent;
  const skipped: string[] = [];
  const [held, found, certificates] = await Promise.all([
    socket === null
      ? []
      : agentKeys(socket).catch((error: Error): Identity[] => {
          skipped.push(`the agent at ${socket} (${error.message})`);
          return [];
        }),
    Promise.all(config.identityFiles.map((file) => fileKey(file, sources.passphrase))),
    certificatesOf(config),
  ]);
  skipped.push(...certificates.map((file) => `${file} (a certificate: not offered, see the README)`));
  const files = found.filter((key): key is Identity => typeof key === "object" && key !== null);
  skipped.push(...found.filter((key): key is string => typeof key === "string"));
  const isSame = (a: Identity, b: Identity): boolean => a.key.getPublicSSH().equals(b.key.getPublicSSH());
  const named = files.flatMap((file) => held.filter((key) => isSame(key, file)));
  const others = config.identitiesOnly ? [] : held.filter((key) => !named.includes(key));
  const inFiles = files.filter((file) => !held.some((key) => isSame(key, file)));
  return { offered: [...named, ...others, ...inFiles], skipped };
}

/** ssh2 names a signature by the key's type, which sshd does not take for a certificate: none can be offered. */
async function certificatesOf({ certificateFiles, identityFiles }: HostConfig): Promise<string[]> {
  const usual = identityFiles.map((file) => `${file}-cert.pub`);
  const there = await Promise.all(
    [...new Set([...certificateFiles, ...usual])].map((file) =>
      access(file)
        .then(() => file)
        .catch(() => null),
    ),
  );
  return there.filter((file) => file !== null);
}
