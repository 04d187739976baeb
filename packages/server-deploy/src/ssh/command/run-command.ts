import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { ClientChannel } from "ssh2";
import type { Ran, RunOptions } from "../../ports.js";
import type { Exchange, Link } from "../connection/link.js";
import { linkLost } from "../errors.js";
import { commandLine, type SudoWords } from "./command-line.js";
import { commandTimeout, sudoPasswordWrong } from "./errors.js";
import { keepOutput } from "./kept-output.js";
import { sendInput } from "./send-input.js";
import { sudoDoor } from "./sudo-door.js";

/** Asked when sudo asks; `"auto"` lets it not ask. */
export type SudoPolicy = "auto" | { readonly password: () => Promise<string> };

const DEADLINE_MS = 60_000;
const MOST_BYTES = 1024 * 1024;

/** Runs words on a host over a channel of the link. See `Host.run`. */
export async function runCommand(
  link: Link,
  argv: readonly string[],
  options: RunOptions,
  sudo: SudoPolicy | null,
): Promise<Ran> {
  const { input } = options;
  // It may fail before anybody reads it; whoever does, then hears of it.
  if (input instanceof Readable) input.on("error", () => undefined);
  try {
    const words = sudo === null ? null : sudoWords(sudo);
    const exchange = await link.exec(commandLine(argv, words), options.signal);
    try {
      return await converse({ link, exchange, program: argv[0] ?? "", options, words, sudo });
    } finally {
      exchange.release();
    }
  } finally {
    if (input instanceof Readable) input.destroy();
  }
}

const sudoWords = (sudo: SudoPolicy): SudoWords => ({
  marker: `sudo-through-${randomBytes(9).toString("hex")}`,
  prompt: sudo === "auto" ? null : `password-${randomBytes(9).toString("hex")}:`,
});

interface Conversation {
  readonly link: Link;
  readonly exchange: Exchange;
  readonly program: string;
  readonly options: RunOptions;
  readonly words: SudoWords | null;
  readonly sudo: SudoPolicy | null;
}

function converse({ link, exchange, program, options, words, sudo }: Conversation): Promise<Ran> {
  const { channel, exit } = exchange;
  const { input, deadlineMs = DEADLINE_MS, quietMs, maxBytes = MOST_BYTES, onOutput, signal } = options;
  const over = new AbortController();
  const stdout = keepOutput(maxBytes, onOutput);
  const stderr = keepOutput(maxBytes);
  const door = words === null ? null : sudoDoor(words);
  let isThrough = door === null;
  let timesAsked = 0;

  return new Promise<Ran>((resolve, reject) => {
    let quiet: NodeJS.Timeout | undefined;
    const settle = (finish: () => void): void => {
      if (over.signal.aborted) return;
      over.abort();
      clearTimeout(deadline);
      clearTimeout(quiet);
      signal?.removeEventListener("abort", onAbort);
      offLost();
      finish();
    };
    const fail = (error: Error): void =>
      settle(() => {
        hangUp(channel);
        reject(error);
      });
    const heard = (): void => {
      if (quietMs === undefined || over.signal.aborted) return;
      clearTimeout(quiet);
      quiet = setTimeout(() => fail(commandTimeout(link.place, program, `said nothing for ${quietMs} ms`)), quietMs);
    };
    const finish = (): void => {
      const ended = exit();
      if (ended === null) return fail(linkLost(link.place, "the channel closed without an exit code"));
      if (door !== null && !isThrough) return fail(door.refusal(link.place, ended.code));
      const ran = { ...ended, stdout: stdout.end(), stderr: stderr.end(), isCut: stdout.isCut || stderr.isCut };
      settle(() => resolve(ran));
    };
    const deadline = setTimeout(() => {
      // What it left behind may hold its output open; it has ended all the same.
      if (exit() !== null) return void (finish(), hangUp(channel));
      fail(commandTimeout(link.place, program, `took longer than ${deadlineMs} ms`));
    }, deadlineMs);
    const onAbort = (): void => fail(signal?.reason as Error);
    const offLost = link.onLost((error) => fail(error));
    const send = (): void => void sendInput([channel, link.stream], input, over.signal, heard).catch(fail);
    const tell = async (): Promise<void> => {
      timesAsked += 1;
      if (sudo === null || sudo === "auto") return;
      // A second question means that the first answer was wrong: no account is locked by repeating it.
      if (timesAsked > 1) return fail(sudoPasswordWrong(link.place));
      const password = await sudo.password();
      if (!over.signal.aborted) channel.write(`${password}\n`);
    };

    channel.on("close", finish);
    channel.on("error", (error: Error) => fail(linkLost(link.place, error.message, error)));
    channel.on("data", (chunk: Buffer) => {
      heard();
      attempt(() => stdout.add(chunk), fail);
    });
    channel.stderr.on("data", (chunk: Buffer) => {
      heard();
      if (door === null || isThrough) return stderr.add(chunk);
      const news = door.hear(chunk);
      if (news.is === "asking") void tell().catch(fail);
      if (news.is !== "open") return;
      isThrough = true;
      stderr.add(news.rest);
      if (words !== null && words.prompt !== null) send();
    });
    heard();
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    // With a password to come, the input waits: what sudo does not ask for would be read by the command.
    if (words === null || words.prompt === null) send();
  });
}

/** The listener's own failure ends the command's hearing, not the process. */
function attempt(call: () => void, onError: (error: Error) => void): void {
  try {
    call();
  } catch (error) {
    onError(error as Error);
  }
}

function hangUp(channel: ClientChannel): void {
  channel.on("error", () => undefined);
  channel.signal("TERM");
  channel.close();
  channel.resume();
  channel.stderr.resume();
}
