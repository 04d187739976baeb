/** The environment that a child process gets; nothing of the caller's own leaks in unless it is given here. */
export type Environment = Readonly<Record<string, string>>;

const SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin";

/** For native git: no system or user configuration, no prompt, UTC, English messages. `given` wins. */
export function gitEnvironment(given: Environment = {}): Record<string, string> {
  return {
    PATH: SYSTEM_PATH,
    LC_ALL: "C",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    ...given,
  };
}
