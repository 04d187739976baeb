import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createBareRepository, gitText, runGit, startSshGitServer } from "../../src/index.js";
import { commitEmpty, eventually, scratch } from "../scratch.js";

async function serve() {
  const root = await scratch();
  const path = await createBareRepository(root, "camera", { protected: ["main"] });
  const head = await commitEmpty(path, "main", "first");
  const server = await startSshGitServer({ root });
  onTestFinished(() => server.close());
  const env = { GIT_SSH_COMMAND: server.sshCommand };
  return { root, path, head, server, env, url: server.urlOf("camera") };
}

/** Processes of the server that belongs to a folder. */
const processesOf = (folder: string): string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(folder);
    } catch {
      return false;
    }
  });

const folderOf = (sshCommand: string): string => /'([^']*)\/user_key'/.exec(sshCommand)?.[1] ?? "";

const missing = !["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd"].some((path) => existsSync(path));
if (missing && process.env["REQUIRE_SYSTEM"] === "1")
  throw new Error("REQUIRE_SYSTEM=1, but there is no sshd: install openssh-server");

describe.skipIf(missing)("startSshGitServer (needs openssh-server)", () => {
  test("clones and pushes over real SSH, by protocol v2", async () => {
    const { root, path, head, env, url } = await serve();
    const trace = join(root, "trace");
    await runGit(root, ["clone", "--quiet", url, "work"], { env: { ...env, GIT_TRACE_PACKET: trace } });
    expect(readFileSync(trace, "utf8")).toContain("version 2");
    const work = join(root, "work");
    expect(await gitText(work, ["rev-parse", "HEAD"])).toBe(head);
    const commit = await commitEmpty(work, "topic", "second");
    await runGit(work, ["push", "--quiet", "origin", "refs/heads/topic"], { env });
    expect(await gitText(path, ["rev-parse", "refs/heads/topic"])).toBe(commit);
  });

  test("protected branches are protected here too", async () => {
    const { root, env, url, head, path } = await serve();
    await runGit(root, ["clone", "--quiet", url, "work"], { env });
    await commitEmpty(join(root, "work"), "main", "second");
    const push = runGit(join(root, "work"), ["push", "origin", "refs/heads/main"], { env });
    await expect(push).rejects.toThrow(/protected branch hook declined/);
    expect(await gitText(path, ["rev-parse", "main"])).toBe(head);
  });

  test("only git commands run, and only with the server's own key", async () => {
    const { server, url } = await serve();
    const target = url.replace(/(:\d+)\/.*$/, "$1");
    const run = async (command: string, ...args: string[]): Promise<number> => {
      const child = spawn("sh", ["-c", `${command} "$@"`, "sh", ...args], { stdio: "ignore" });
      return ((await once(child, "close")) as [number])[0];
    };
    expect(await run(server.sshCommand, target, "id")).toBe(128);
    expect(
      await run(
        "ssh -F /dev/null -o BatchMode=yes -o IdentityAgent=none -i /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null",
        target,
        "id",
      ),
    ).toBe(255);
  });

  test("the user's own SSH files stay as they are; close leaves no process and no key", async () => {
    const before = await stat(join(homedir(), ".ssh")).catch(() => null);
    const { root, server, env, url } = await serve();
    const folder = folderOf(server.sshCommand);
    expect(existsSync(join(folder, "host_key"))).toBe(true);
    // A session that waits for its client is the one that could stay behind.
    const client = spawn(
      "sh",
      [
        "-c",
        `exec ${server.sshCommand} "$1" "git-upload-pack '${root}/camera.git'"`,
        "sh",
        url.replace(/(:\d+)\/.*$/, "$1"),
      ],
      {
        stdio: ["pipe", "pipe", "ignore"],
        env: { PATH: "/usr/bin:/bin", ...env },
      },
    );
    const ended = once(client, "close");
    await once(client.stdout, "data");
    expect(processesOf("git-upload-pack").length + processesOf(`${root}/camera.git`).length).toBeGreaterThan(0);
    await server.close();
    await ended;
    await eventually(() => expect([...processesOf(folder), ...processesOf(`${root}/camera.git`)]).toEqual([]));
    expect(existsSync(folder)).toBe(false);
    const after = await stat(join(homedir(), ".ssh")).catch(() => null);
    expect(after?.mtimeMs).toBe(before?.mtimeMs);
  });
});
