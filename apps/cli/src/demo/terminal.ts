import { spawn, type ChildProcess } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ReleaseError } from "@signalbox/release-core";
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Session } from "../session.js";

const PROGRAM = fileURLToPath(new URL("../bin/signalbox.js", import.meta.url));

export interface Typed {
  /** Exit codes that are part of the story. Default: 0. */
  readonly expect?: readonly ExitCode[];
  /** Ends the program like a power cut as soon as the journal says this. */
  readonly killAt?: RegExp;
}

/** Runs the real program as a child process, and shows each command as if it were typed. */
export interface Terminal {
  readonly say: (text: string) => void;
  readonly type: (args: readonly string[], typed?: Typed) => Promise<void>;
  /** The same without showing it, for its JSON. */
  readonly ask: <T>(args: readonly string[]) => Promise<T>;
}

const POLL_MS = 5;

export function openTerminal(session: Session, folder: string): Terminal {
  const { out, signal, env } = session;
  const { style } = out;
  const isJson = session.values["json"] === true || session.values["jsonl"] === true;
  const childEnv = {
    ...env.forChildren,
    ...env.forTerminal,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    no_proxy: "127.0.0.1",
    NO_PROXY: "127.0.0.1",
  };

  const start = (args: readonly string[], stdout: "inherit" | "pipe" | 2): ChildProcess =>
    spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, env: childEnv, stdio: ["ignore", stdout, "inherit"] });

  const ended = async (child: ChildProcess): Promise<number | null> => {
    // Ctrl-C reaches the child too; a signal to this process alone is handed on.
    const stop = (): void => void child.kill("SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    signal.removeEventListener("abort", stop);
    signal.throwIfAborted();
    return code;
  };

  return {
    say: (text) => out.note(text),
    type: async (args, { expect = [EXIT.ok], killAt } = {}) => {
      signal.throwIfAborted();
      out.note(`\n${style.green("$")} ${style.bold(`signalbox ${args.map(quoted).join(" ")}`)}`);
      const child = start(args, isJson ? 2 : "inherit");
      const watching = new AbortController();
      const cut = killAt === undefined ? Promise.resolve(false) : killWhen(child, folder, killAt, watching.signal);
      const code = await ended(child).finally(() => watching.abort());
      const wasCut = await cut;
      if (wasCut) out.note(style.red(`  killed (SIGKILL), as a power cut would`));
      else if (!(expect as readonly (number | null)[]).includes(code)) throw unexpected(args, code);
    },
    ask: async <T>(args: readonly string[]) => {
      const child = start([...args, "--json"], "pipe");
      let text = "";
      child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      const code = await ended(child);
      if (code !== EXIT.ok) throw unexpected(args, code);
      return JSON.parse(text) as T;
    },
  };
}

/** Watches the journals; true when it killed the child, false when that ended before. */
async function killWhen(child: ChildProcess, folder: string, text: RegExp, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const journals = await journalsIn(join(folder, "runs"));
    if (journals.some((journal) => text.test(journal))) return child.exitCode === null && child.kill("SIGKILL");
    await wait(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function journalsIn(runs: string): Promise<readonly string[]> {
  const names = await readdir(runs).catch(() => []);
  return Promise.all(names.map((name) => readFile(join(runs, name, "journal.jsonl"), "utf8").catch(() => "")));
}

const quoted = (arg: string): string => (/^[\w./:=@[\]-]+$/.test(arg) ? arg : `"${arg}"`);

const unexpected = (args: readonly string[], code: number | null): ReleaseError =>
  new ReleaseError({
    code: "ERR_DEMO_FAILED",
    message: `The demo's command \`signalbox ${args.join(" ")}\` ended with ${code === null ? "a signal" : `exit code ${code}`}.`,
    hint: "Its own words are above. The sandbox is left as it is, to be looked at.",
    details: { args, code },
  });
