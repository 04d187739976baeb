import type { CommandSpec, OptionSpec } from "./command-spec.js";
import { COMMON, OPTIONS } from "./options.js";

const columns = (lines: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
};

const optionLine = ({ name, short, value, summary }: OptionSpec): readonly [string, string] => [
  `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  summary,
];

/** What `signalbox --help` prints. */
export function programHelp(commands: readonly CommandSpec[]): string {
  const groups = [...new Set(commands.map(({ group }) => group))];
  const listed = columns(commands.map(({ name, takes, summary }) => [`${name} ${takes}`.trim(), summary]));
  return [
    "Release trains over many repositories: planned as a whole, approved, run, resumed.",
    "",
    "Usage: signalbox <command> [options]",
    ...groups.flatMap((group) => ["", `${group}:`, ...listed.filter((_, index) => commands[index]?.group === group)]),
    "",
    "Options of every command:",
    ...columns([...COMMON.map(optionLine), ["    --version", "show the version"]]),
    "",
    "Exit codes: 0 ok, 1 failure, 2 usage or configuration, 3 waiting, 4 a gate blocked, or a plan that cannot be done,",
    "5 conflict or stale plan, 6 locked by another run, 10 something to do (--detailed-exitcode), 130 stopped.",
    "`signalbox <command> --help` says more.",
  ].join("\n");
}

/** What `signalbox <word> --help` prints for commands of two words. */
export function groupHelp(word: string, commands: readonly CommandSpec[]): string {
  return [
    `Usage: signalbox ${word} <command> [options]`,
    "",
    "Commands:",
    ...columns(commands.map(({ name, takes, summary }) => [`${name.slice(word.length + 1)} ${takes}`, summary])),
    "",
    `\`signalbox ${word} <command> --help\` says more.`,
  ].join("\n");
}

/** What `signalbox <command> --help` prints. */
export function commandHelp(command: CommandSpec): string {
  const own = OPTIONS.filter(({ name }) => command.options.includes(name));
  return [
    `${command.summary[0]?.toUpperCase() ?? ""}${command.summary.slice(1)}.`,
    "",
    `Usage: signalbox ${command.name} ${`${command.takes} [options]`.trim()}`,
    ...(own.length === 0 ? [] : ["", "Options:", ...columns(own.map(optionLine))]),
    "",
    "Options of every command:",
    ...columns(COMMON.map(optionLine)),
    ...(command.examples.length === 0 ? [] : ["", "Examples:", ...command.examples.map((line) => `  ${line}`)]),
  ].join("\n");
}
