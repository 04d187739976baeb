import { COMMANDS } from "../command-table/index.js";
import { commandHelp, groupHelp, programHelp } from "./help.js";

/**
 * The text of `--version` and every help, or null when there is something to do. `across`: how wide the terminal is,
 * asked for a help alone.
 */
export function quickAnswer(
  args: readonly string[],
  version: string,
  across: () => number | undefined = () => undefined,
): string | null {
  const [first, second, third] = args;
  if (first === "--version" || first === "-V") return version;
  if (first === undefined || first === "--help" || first === "-h") return programHelp(COMMANDS, across());
  if (first === "help") return second === undefined ? programHelp(COMMANDS, across()) : helpOf(second, third, across);
  const end = args.indexOf("--");
  const asked = args.slice(0, end === -1 ? undefined : end).some((arg) => arg === "--help" || arg === "-h");
  return asked ? helpOf(first, second, across) : null;
}

/** Of a command of two words, of one with those that begin with it, or of all that do; null when there is none. */
function helpOf(first: string, second: string | undefined, across: () => number | undefined): string | null {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
  const longer = group.find(({ name }) => name === `${first} ${second ?? ""}`);
  if (longer !== undefined) return commandHelp(longer, { across: across() });
  const command = COMMANDS.find(({ name }) => name === first);
  if (command !== undefined) return commandHelp(command, { group, across: across() });
  const isAlone = second === undefined || second.startsWith("-");
  return group.length > 0 && isAlone ? groupHelp(first, group, across()) : null;
}
