import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { repositoryPath } from "../bare-repository/repository-path.js";
import { type Environment, gitEnvironment } from "../environment.js";
import { sshdMissing, sshdUnusable } from "../errors.js";
import { sshCommandOf, writeKnownHosts, writeSshdFiles } from "./sshd-files.js";

export interface SshGitServerOptions {
  /** The folder that holds the bare repositories. */
  readonly root: string;
  /** Where sshd is, when it is not in a usual place. */
  readonly sshd?: string;
  readonly env?: Environment | undefined;
}

export interface SshGitServer {
  /** `ssh://<user>@127.0.0.1:<port>/<path>` */
  urlOf(repository: string): string;
  /** For `GIT_SSH_COMMAND` or `core.sshCommand`: the server's own key and known host. */
  readonly sshCommand: string;
  /** Ends connections and removes keys; settles when no process is left. */
  close(): Promise<void>;
}

const SSHD = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd", "/opt/homebrew/sbin/sshd"];
/** Where sshd of Debian and Fedora sheds its rights; it refuses to serve root without it. Its init script makes it too. */
const PRIVILEGE_SEPARATION = "/run/sshd";

/**
 * Serves bare repositories by a real sshd on loopback, for the current user and one fresh key; only git commands run.
 * Each connection gets an `sshd -i` of its own, so that no port can be taken between choosing and listening.
 * @throws ReleaseError `ERR_TESTBED_SSHD_MISSING`, `ERR_TESTBED_SSHD_UNUSABLE`
 */
export async function startSshGitServer(options: SshGitServerOptions): Promise<SshGitServer> {
  const sshd = options.sshd ?? SSHD.find((path) => existsSync(path));
  if (sshd === undefined || !existsSync(sshd)) throw sshdMissing(options.sshd ?? SSHD.join(", "));
  const { username, uid } = userInfo();
  if (uid === 0) {
    await mkdir(PRIVILEGE_SEPARATION, { recursive: true, mode: 0o755 }).catch((error: unknown) => {
      throw sshdUnusable(`${PRIVILEGE_SEPARATION} cannot be made`, error);
    });
  }
  const folder = await mkdtemp(join(tmpdir(), "testbed-sshd-"));
  const connections = new Set<ChildProcess>();
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    const child = spawn(sshd, ["-i", "-f", join(folder, "sshd_config"), "-E", join(folder, "log")], {
      stdio: [socket, socket, "ignore"],
      env: gitEnvironment(options.env),
    });
    connections.add(child);
    child.once("close", () => connections.delete(child));
    child.once("error", () => connections.delete(child));
    socket.destroy(); // sshd has its own copy of it
  });
  try {
    await writeSshdFiles(folder, options.root, options.env);
    await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    await writeKnownHosts(folder, port);
    return {
      urlOf: (repository) =>
        `ssh://${username}@127.0.0.1:${port}${encodeURI(repositoryPath(options.root, repository))}`,
      sshCommand: sshCommandOf(folder),
      close: async () => {
        const closed = new Promise((resolve) => server.close(resolve));
        await Promise.all([...connections].map(endConnection));
        await closed;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    server.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** sshd hangs up on its session when it ends, and git ends with its pipe. */
async function endConnection(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), 2000);
  await closed;
  clearTimeout(hard);
}
