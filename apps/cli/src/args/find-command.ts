import { usage } from "../errors.js";
import type { CommandSpec, OptionSpec } from "./command-spec.js";
import { commandIndex } from "./parse-args.js";
import { nearest } from "./suggest.js";

export interface FoundCommand {
  readonly command: CommandSpec;
  /** The command line without the words of the command. */
  readonly rest: readonly string[];
}

/**
 * Finds the command of a line; its name may have two words (`branch cut`), each after common options only.
 * @throws ReleaseError `ERR_USAGE` with the nearest names
 */
export function findCommand(
  args: readonly string[],
  commands: readonly CommandSpec[],
  common: readonly OptionSpec[],
): FoundCommand {
  const at = commandIndex(args, common);
  const first = args[at] ?? "";
  const rest = args.toSpliced(at, 1);
  const command = commands.find(({ name }) => name === first);
  const group = commandsOf(first, commands);
  // A name of two words comes before the command that is its first one.
  const isLonger = group.some(({ name }) => name === `${first} ${rest[at] ?? ""}`);
  if (command !== undefined && !isLonger) return { command, rest };
  if (group.length === 0) throw unknownCommand(first, commands);
  if (!rest.slice(at).some((arg) => !arg.startsWith("-"))) throw groupAlone(first, group);
  const next = at + commandIndex(rest.slice(at), common);
  const named = group.find(({ name }) => name === `${first} ${rest[next] ?? ""}`);
  if (named === undefined) throw unknownInGroup(first, rest[next] ?? "", group);
  return { command: named, rest: rest.toSpliced(next, 1) };
}

/** The commands whose first word this is, of those with two. */
const commandsOf = (first: string, commands: readonly CommandSpec[]): readonly CommandSpec[] =>
  commands.filter(({ name }) => name.startsWith(`${first} `));

const didYouMean = (names: readonly string[]): string =>
  `Did you mean ${names.map((name) => `\`signalbox ${name}\``).join(" or ")}?`;

function unknownCommand(typed: string, commands: readonly CommandSpec[]): Error {
  const names = commands.map(({ name }) => name);
  const groups = new Set(names.filter((name) => name.includes(" ")).map((name) => name.split(" ", 1)[0] ?? ""));
  const near = [
    ...names.filter((name) => name.endsWith(` ${typed}`)),
    ...nearest(typed, [...names.filter((name) => !name.includes(" ")), ...groups]),
  ];
  return usage(
    `signalbox has no command "${typed}".`,
    near.length === 0 ? "See `signalbox --help`." : didYouMean(near),
  );
}

function unknownInGroup(first: string, typed: string, group: readonly CommandSpec[]): Error {
  const words = group.map(({ name }) => name.slice(first.length + 1));
  const near = nearest(typed, words).map((word) => `${first} ${word}`);
  return usage(
    `signalbox ${first} has no command "${typed}".`,
    near.length === 0 ? `See \`signalbox ${first} --help\`.` : didYouMean(near),
  );
}

const groupAlone = (first: string, group: readonly CommandSpec[]): Error =>
  usage(
    `signalbox ${first} needs a command: ${group.map(({ name }) => name.slice(first.length + 1)).join(", ")}.`,
    `See \`signalbox ${first} --help\`.`,
  );
