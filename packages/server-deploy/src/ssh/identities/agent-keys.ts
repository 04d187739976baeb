import ssh2, { type ParsedKey } from "ssh2";
import type { Identity } from "./identity.js";

/** The keys of an agent that speaks OpenSSH's protocol. Rejects when it does not answer. */
export async function agentKeys(socket: string): Promise<Identity[]> {
  const agent = new ssh2.OpenSSHAgent(socket);
  const keys = await new Promise<ParsedKey[]>((resolve, reject) =>
    agent.getIdentities((error, found) => {
      if (error) reject(error);
      else resolve((found ?? []) as ParsedKey[]);
    }),
  );
  return keys.map((key) => ({
    label: `${key.comment || key.type} (agent)`,
    key,
    sign: (bytes, hash) =>
      new Promise((resolve, reject) => {
        const done = (error: Error | null | undefined, signature?: Buffer): void => {
          if (signature === undefined) reject(error ?? new Error("the agent did not sign"));
          else resolve(signature);
        };
        agent.sign(key, bytes, hash === undefined ? {} : { hash: hash as "sha256" | "sha512" }, done);
      }),
  }));
}
