/** Runs programs for command steps. The app wires it: environment, working folder and output are its business. */
export interface CommandRunner {
  /** Starts a program by its argument list, never by a shell. A program that cannot be started is an error. */
  run(
    argv: readonly string[],
    options: { readonly cwd?: string | undefined; readonly signal?: AbortSignal | undefined },
  ): Promise<CommandEnd>;
}

export interface CommandEnd {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** The last part of what it printed, secrets removed. */
  readonly output: string;
}
