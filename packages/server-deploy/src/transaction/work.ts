import { quoteWords } from "../quote.js";
import { requestInvalid } from "./errors.js";
import { WORKER } from "./host-program/worker.js";
import type { TransactionCommand, TransactionRequest } from "./transaction.js";

const DEADLINE_MS = 15 * 60_000;
/** Of the log, kept on the host: what was said first, and last. */
const FIRST_BYTES = 8 * 1024 * 1024;
const LAST_BYTES = 1024 * 1024;

/** What a host is told of a transaction besides its commands: the first line of its work. */
export interface About {
  readonly id: string;
  readonly intent: string;
  readonly subject: string;
  readonly holder: string;
  readonly phases: readonly string[];
  readonly rescue: readonly string[];
}

/**
 * The program of a transaction: a line for whoever looks, the worker, and its rows.
 * @throws ReleaseError `ERR_INPUT_INVALID`
 */
export function workOf(request: TransactionRequest): string {
  check(request);
  const { id, intent, subject, holder, commands, rescue } = request;
  const about: About = {
    id,
    intent,
    subject,
    holder,
    phases: commands.map(({ phase }) => phase),
    rescue: rescue.map(({ phase }) => phase),
  };
  return [
    `# ${intent} ${JSON.stringify(about)}`,
    `FIRST_BYTES=${FIRST_BYTES} LAST_BYTES=${LAST_BYTES}`,
    WORKER,
    row("commands", commands),
    row("rescue", rescue),
    "main\n",
  ].join("\n");
}

const row = (name: string, commands: readonly TransactionCommand[]): string =>
  [`${name}() {`, ":", ...commands.map(step), "}"].join("\n");

function step({ phase, argv, env = {}, deadlineMs = DEADLINE_MS, always = false }: TransactionCommand): string {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const words = [inOneLine(phase), ...settings, ...argv];
  return `step ${always ? "always" : "-"} ${(deadlineMs / 1000).toFixed(3)} ${quoteWords(words)}`;
}

/** What stands in the log; the phase itself comes back from the first line. */
const inOneLine = (phase: string): string => phase.replace(/\p{Cc}+/gu, " ");

const ID = /^\d{8}T\d{6}-[0-9a-f]{6}$/;
const INTENT = /^[0-9a-f]{64}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** A third of what Linux takes as one word of a command. */
const LONGEST_WORD = 40_000;

function check({ id, intent, subject, holder, commands, rescue }: TransactionRequest): void {
  if (!ID.test(id)) throw requestInvalid("id", "is not like 20261122T164500-3fa9c1", id);
  if (!INTENT.test(intent)) throw requestInvalid("intent", "is not 64 hex digits", intent);
  for (const [field, text] of Object.entries({ subject, holder })) checkText(field, text, 500);
  if (commands.length === 0) throw requestInvalid("commands", "has none", null);
  for (const command of [...commands, ...rescue]) checkCommand(command);
}

function checkCommand({ phase, argv, env = {}, deadlineMs = DEADLINE_MS }: TransactionCommand): void {
  checkText("phase", phase, 100);
  if (argv.length === 0 || argv[0] === "" || argv[0]?.includes("="))
    throw requestInvalid("argv", "names no program", argv[0] ?? null);
  for (const word of argv) checkText("argv", word, LONGEST_WORD);
  for (const [name, value] of Object.entries(env)) {
    if (!VARIABLE.test(name)) throw requestInvalid("env", "is not a name of a variable", name);
    checkText("env", value, LONGEST_WORD);
  }
  if (!(deadlineMs > 0 && deadlineMs <= 86_400_000))
    throw requestInvalid("deadlineMs", "is not a time of up to a day", deadlineMs);
}

function checkText(field: string, text: string, longest: number): void {
  if (text.includes("\0") || /\p{Surrogate}/u.test(text))
    throw requestInvalid(field, "has a NUL or a broken character", text.slice(0, 80));
  if (text.length > longest) throw requestInvalid(field, `is longer than ${longest} characters`, text.slice(0, 80));
}
