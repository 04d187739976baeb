import { USER } from "./user.js";
import type { TestHost } from "./test-host.js";

type Logins = Pick<TestHost, "dropConnections" | "restartSshd" | "setSshd" | "setSudo" | "setAuthorizedKeys"> & {
  readonly replaceHostKey: () => Promise<string>;
};

/** What decides who may come in and become root. */
export function logins({ run, writeFile, answers }: Pick<TestHost, "run" | "writeFile" | "answers">): Logins {
  const restartSshd = async (): Promise<void> => {
    await run(["service", "ssh", "restart"]);
    await answers();
  };
  return {
    restartSshd,
    // Each connection has processes of its own; the listener's title begins with its path.
    dropConnections: async () => void (await run("pkill -KILL -f '^sshd: [^/]' || [ $? -eq 1 ]")),
    setSshd: async (options) => {
      const lines = Object.entries(options).map(([option, value]) => `${option} ${value}\n`);
      await writeFile("/etc/ssh/sshd_config.d/10-of-the-test.conf", lines.join(""));
      await restartSshd();
    },
    setSudo: async ({ password, requiresTty = false }) => {
      if (password !== undefined) await run(["chpasswd"], { input: `${USER.name}:${password}\n` });
      const rule = `${USER.name} ALL=(ALL) ${password === undefined ? "NOPASSWD: " : ""}ALL\n`;
      const tty = requiresTty ? `Defaults:${USER.name} requiretty\n` : "";
      await writeFile(`/etc/sudoers.d/${USER.name}`, `Defaults:${USER.name} timestamp_timeout=0\n${tty}${rule}`, "440");
    },
    setAuthorizedKeys: async (lines) => {
      const file = `${USER.home}/.ssh/authorized_keys`;
      await writeFile(file, lines.map((line) => `${line}\n`).join(""), "600");
      await run(["chown", `${USER.id}:${USER.id}`, file]);
    },
    replaceHostKey: async () => {
      const file = "/etc/ssh/ssh_host_ed25519_key";
      await run(`rm -f ${file}*; ssh-keygen -q -t ed25519 -N '' -C testbed -f ${file}`);
      await restartSshd();
      return keyOf(await run(["cat", `${file}.pub`]));
    },
  };
}

/** Type and key of a public key line, without its comment. */
export const keyOf = (line: string): string => line.trim().split(" ").slice(0, 2).join(" ");
