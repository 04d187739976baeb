import type { CommandSpec, OptionSpec } from "./command-spec.js";
import { COMMON, OPTIONS } from "./options.js";

/** A column narrower than this would be one of single words. */
const LEAST = 24;

/** `across`: of the terminal. What is longer goes on below, in its own column. */
const columns = (lines: readonly (readonly [string, string])[], across = Infinity): string[] => {
  const width = Math.max(...lines.map(([left]) => left.length));
  const room = Math.max(across - width - 4, LEAST);
  return lines.map(([left, right]) =>
    broken(right, room)
      .map((line, index) => `  ${(index === 0 ? left : "").padEnd(width)}  ${line}`.trimEnd())
      .join("\n"),
  );
};

/** Lines of whole words, none longer than the room unless a word is. */
function broken(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const listedAs = ({ name, takes, summary }: CommandSpec): readonly [string, string] => [
  `${name} ${takes}`.trim(),
  summary,
];

const optionLine = ({ name, short, value, summary }: OptionSpec): readonly [string, string] => [
  `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  summary,
];

/** What `signalbox --help` prints. */
export function programHelp(commands: readonly CommandSpec[], across?: number): string {
  const groups = [...new Set(commands.map(({ group }) => group))];
  const listed = columns(commands.map(listedAs), across);
  return [
    "Release trains over many repositories: planned as a whole, approved, run, resumed.",
    "",
    "Usage: signalbox <command> [options]",
    ...groups.flatMap((group) => ["", `${group}:`, ...listed.filter((_, index) => commands[index]?.group === group)]),
    "",
    "Options of every command:",
    ...columns([...COMMON.map(optionLine), ["    --version", "show the version"]], across),
    "",
    "Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 waiting, 4 a gate blocked, or a plan that cannot be done,",
    "5 conflict or stale plan, 6 locked by another run, 10 something to do (--detailed-exitcode), 130 stopped.",
    "`signalbox <command> --help` says more.",
  ].join("\n");
}

/** What `signalbox <word> --help` prints for commands of two words. */
export function groupHelp(word: string, commands: readonly CommandSpec[], across?: number): string {
  return [
    `Usage: signalbox ${word} <command> [options]`,
    "",
    "Commands:",
    ...columns(
      commands.map(({ name, takes, summary }) => [`${name.slice(word.length + 1)} ${takes}`, summary]),
      across,
    ),
    "",
    `\`signalbox ${word} <command> --help\` says more.`,
  ].join("\n");
}

/** What `signalbox <command> --help` prints. `group`: the commands whose first word it is. */
export function commandHelp(
  command: CommandSpec,
  { group = [], across }: { readonly group?: readonly CommandSpec[]; readonly across?: number | undefined } = {},
): string {
  const own = OPTIONS.filter(({ name }) => command.options.includes(name));
  return [
    `${command.summary[0]?.toUpperCase() ?? ""}${command.summary.slice(1)}.`,
    "",
    `Usage: signalbox ${command.name} ${`${command.takes} [options]`.trim()}`,
    ...(own.length === 0 ? [] : ["", "Options:", ...columns(own.map(optionLine), across)]),
    "",
    "Options of every command:",
    ...columns(COMMON.map(optionLine), across),
    ...(group.length === 0 ? [] : ["", "See also:", ...columns(group.map(listedAs), across)]),
    ...(command.examples.length === 0 ? [] : ["", "Examples:", ...command.examples.map((line) => `  ${line}`)]),
  ].join("\n");
}
