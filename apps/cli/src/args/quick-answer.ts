import { COMMANDS } from "../command-table/index.js";
import { commandHelp, programHelp } from "./help.js";

/** The text of `--version` and every help, or null when there is something to do. */
export function quickAnswer(args: readonly string[], version: string): string | null {
  const first = args[0];
  if (first === "--version" || first === "-V") return version;
  if (first === undefined || first === "--help" || first === "-h") return programHelp(COMMANDS);
  const command = COMMANDS.find(({ name }) => name === (first === "help" ? args[1] : first));
  if (first === "help") return command === undefined && args[1] !== undefined ? null : helpOf(command);
  const end = args.indexOf("--");
  const asked = args.slice(0, end === -1 ? undefined : end).some((arg) => arg === "--help" || arg === "-h");
  return command !== undefined && asked ? commandHelp(command) : null;
}

const helpOf = (command: (typeof COMMANDS)[number] | undefined): string =>
  command === undefined ? programHelp(COMMANDS) : commandHelp(command);
