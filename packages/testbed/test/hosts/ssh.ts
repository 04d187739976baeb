import { execFile } from "node:child_process";
import type { TestHost, TestHosts } from "../../src/hosts/index.js";

/** What OpenSSH says of a command on a host, as the set's user with the set's key. */
export function ssh({ key, knownHosts, user }: TestHosts, host: TestHost, command: string) {
  const options = ["BatchMode=yes", "IdentityAgent=none", "IdentitiesOnly=yes", `UserKnownHostsFile=${knownHosts}`];
  const argv = ["-F", "/dev/null", "-i", key, ...options.flatMap((option) => ["-o", option])];
  return new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    execFile("ssh", [...argv, `${user}@${host.address}`, command], { maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
