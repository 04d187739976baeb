import type { Session } from "../session.js";
import type { ExitCode } from "../exit-codes.js";

/** One option, as plain metadata. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in help, `<file>`; absent: a switch. */
  readonly value?: string;
  readonly many?: boolean;
  readonly summary: string;
}

/** One command, as plain metadata; the code is loaded only when it runs. */
export interface CommandSpec {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  /** What follows the name: `<from> <to>`. */
  readonly takes: string;
  readonly min: number;
  readonly max: number;
  readonly options: readonly string[];
  readonly examples: readonly string[];
  readonly load: () => Promise<Command>;
}

export interface Command {
  run(session: Session): Promise<ExitCode>;
}

/** Option values by name: `true` for a switch, strings for the rest. */
export type Values = Readonly<Record<string, true | string | readonly string[] | undefined>>;
