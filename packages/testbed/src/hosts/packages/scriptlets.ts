/** Shell text for `PackageSpec.scripts`: what packages do in the night of a release. Joined by newlines they add up. */
export const scriptlets = {
  fails: (exitCode = 7): string => `echo "cannot migrate the database" >&2; exit ${exitCode}`,
  /** Says in `<path>.waiting` that it waits, and goes on when `path` is there. */
  waitsFor: (path: string): string => `: >"${path}.waiting"; until [ -e "${path}" ]; do sleep 0.05; done`,
  takes: (seconds: number): string => `sleep ${seconds}`,
  printsEscapeCodes: (): string =>
    String.raw`printf '\033[2J\033[31mred\033[0m \033]0;title\007\r50%%\r100%%\n\b\b\000\377\n'`,
  printsMegabytes: (megabytes: number): string =>
    `yes "a line of a script that is too fond of talking, sixty-four characters" | head -c ${megabytes}000000`,
  /** Ends every session's listener, the caller's own too. */
  restartsSshd: (): string => "service ssh restart",
} as const;
