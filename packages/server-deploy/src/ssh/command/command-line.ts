import { quoteWords } from "../../quote.js";
import { commandInvalid } from "./errors.js";

/** How root is asked for. `prompt` is null where sudo must not ask for a password. */
export interface SudoWords {
  /** Said on stderr when sudo has let the command through: before it, sudo speaks, and after it, the command. */
  readonly marker: string;
  readonly prompt: string | null;
}

/** Linux takes 128 KiB as one argument, and sshd hands the whole line to the shell as one. */
const LONGEST_LINE = 120 * 1024;

const THROUGH = 'export LC_ALL=C; echo "$1" >&2; shift; exec "$@"';

/**
 * The line that the login shell of a host gets. sudo takes the environment away, so what the command needs of it is set
 * inside; and it speaks English, whatever the host does.
 * @throws ReleaseError `ERR_COMMAND_INVALID`, `ERR_WORD_INVALID`
 */
export function commandLine(argv: readonly string[], sudo: SudoWords | null): string {
  const program = argv[0] ?? "";
  if (program === "" || program.startsWith("-") || program.includes("=")) {
    throw commandInvalid(`${JSON.stringify(program)} is not the name of a program`);
  }
  const line =
    sudo === null
      ? `env LC_ALL=C ${quoteWords(argv)}`
      : `env LC_ALL=C sudo ${quoteWords([...sudoOptions(sudo), "--", "sh", "-c", THROUGH, "sh", sudo.marker, ...argv])}`;
  if (Buffer.byteLength(line) > LONGEST_LINE) throw commandInvalid(`its words are longer than ${LONGEST_LINE} bytes`);
  return line;
}

const sudoOptions = ({ prompt }: SudoWords): string[] => (prompt === null ? ["-n"] : ["-S", "-p", prompt]);
