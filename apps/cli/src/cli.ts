import { isAbsolute, join, resolve } from "node:path";
import type { CommandSpec, OptionSpec, Values } from "./args/command-spec.js";
import { findCommand } from "./args/find-command.js";
import { checkPositionals, parseCommandLine } from "./args/parse-args.js";
import { type Environment, withGivenToken } from "./config/environment.js";
import { usage } from "./errors.js";
import type { ExitCode } from "./exit-codes.js";
import type { Output, OutputOptions } from "./output/output.js";

/** The plain tables of commands and options. */
export interface Tables {
  readonly commands: readonly CommandSpec[];
  /** Options of every command. */
  readonly common: readonly OptionSpec[];
  /** Options that a command names. */
  readonly options: readonly OptionSpec[];
}

/** What the process gives to the program. */
export interface Host {
  readonly args: readonly string[];
  readonly tables: Tables;
  readonly env: Environment;
  readonly cwd: string;
  readonly isTerminal: boolean;
  readonly signal: AbortSignal;
  readonly output: (options: OutputChoice) => Promise<Output>;
}

/** How a command writes, whatever it writes to. */
export type OutputChoice = Pick<OutputOptions, "format" | "isVerbose" | "isQuiet" | "commandOptions">;

/** Runs one command line to its exit code. */
export async function runCli(host: Host): Promise<ExitCode> {
  const { command, rest } = findCommand(host.args, host.tables.commands, host.tables.common);
  const parsed = parseCommandLine(rest, command, host.tables);
  const { positionals } = parsed;
  const { token, ...values } = parsed.values;
  checkPositionals(positionals, command);
  const loading = command.load();
  loading.catch(() => undefined); // told where it is awaited
  const out = await host.output(outputChoice(values, command.options));
  const cwd = typeof values["cwd"] === "string" ? absolute(values["cwd"], host) : host.cwd;
  const loaded = await loading;
  const isInteractive = host.isTerminal && !host.env.isCi && values["json"] !== true && values["jsonl"] !== true;
  const env = typeof token === "string" && token !== "" ? withGivenToken(host.env, token) : host.env;
  return loaded.run({ positionals, values, env, out, signal: host.signal, cwd, isInteractive });
}

/** How output is written. */
export function outputChoice(values: Values, commandOptions: readonly string[]): OutputChoice {
  if (values["json"] === true && values["jsonl"] === true)
    throw usage("--json and --jsonl exclude each other.", "Give one of them.");
  const format = values["json"] === true ? "json" : values["jsonl"] === true ? "jsonl" : "human";
  return { format, isVerbose: values["verbose"] === true, isQuiet: values["quiet"] === true, commandOptions };
}

function absolute(path: string, host: Host): string {
  const expanded = path === "~" || path.startsWith("~/") ? join(host.env.home, path.slice(1)) : path;
  return isAbsolute(expanded) ? expanded : resolve(host.cwd, expanded);
}
