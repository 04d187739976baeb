import { parseArgs } from "node:util";
import { usage } from "../errors.js";
import type { CommandSpec, OptionSpec, Values } from "./command-spec.js";
import { nearest } from "./suggest.js";

export interface Parsed {
  readonly values: Values;
  readonly positionals: readonly string[];
}

/**
 * Splits a command line into values and positionals.
 * @throws ReleaseError `ERR_USAGE` for unknown options, missing values and a wrong number of positionals
 */
export function parseCommandLine(
  args: readonly string[],
  command: CommandSpec,
  tables: { readonly common: readonly OptionSpec[]; readonly options: readonly OptionSpec[] },
): Parsed {
  const options = [...tables.options.filter(({ name }) => command.options.includes(name)), ...tables.common];
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        {
          type: value === undefined ? ("boolean" as const) : ("string" as const),
          ...(short === undefined ? {} : { short }),
        },
      ]),
    ),
  });
  const values: Record<string, true | string | string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) throw unknownOption(token.rawName, options, command);
    if (option.value === undefined) {
      if (token.value !== undefined) throw usage(`--${option.name} takes no value.`, helpHint(command));
      values[option.name] = true;
    } else {
      if (token.value === undefined || token.value === "")
        throw usage(`--${option.name} needs ${option.value}.`, helpHint(command));
      const before = values[option.name];
      values[option.name] =
        option.many === true ? [...(Array.isArray(before) ? before : []), token.value] : token.value;
    }
  }
  return { values, positionals };
}

/**
 * Where the command stands in a line that may begin with common options (`signalbox -C there status`).
 * @throws ReleaseError `ERR_USAGE` for another option before it, or no command at all
 */
export function commandIndex(args: readonly string[], common: readonly OptionSpec[]): number {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (!arg.startsWith("-")) return index;
    const option = common.find(
      ({ name, short }) => arg === `-${short}` || arg === `--${name}` || arg.startsWith(`--${name}=`),
    );
    if (option === undefined) throw unknownOption(arg, common, undefined);
    if (option.value !== undefined && !arg.includes("=")) index += 1;
  }
  throw usage("There is no command.", helpHint(undefined));
}

/** @throws ReleaseError `ERR_USAGE` when a command got too few or too many positionals */
export function checkPositionals(positionals: readonly string[], command: CommandSpec): void {
  if (positionals.length < command.min)
    throw usage(`signalbox ${command.name} needs ${command.takes}.`, helpHint(command));
  const extra = positionals[command.max];
  if (extra !== undefined)
    throw usage(`signalbox ${command.name} does not know what to do with "${extra}".`, helpHint(command));
}

const helpHint = (command: CommandSpec | undefined): string =>
  `See \`signalbox ${command === undefined ? "--help" : `${command.name} --help`}\`.`;

function unknownOption(raw: string, options: readonly OptionSpec[], command: CommandSpec | undefined): Error {
  const near = nearest(
    raw.replace(/^-+/, ""),
    options.map(({ name }) => name),
  );
  const where = command === undefined ? "signalbox" : `signalbox ${command.name}`;
  const hint = near.length === 0 ? helpHint(command) : `Did you mean ${near.map((name) => `--${name}`).join(" or ")}?`;
  return usage(`${where} has no option ${raw}.`, hint);
}
