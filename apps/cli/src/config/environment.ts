/** The environment as far as Signalbox reads it; this folder is the only place that does. */
export interface Environment {
  /** `CI` is set: never ask anything. */
  readonly isCi: boolean;
  /** `true` and `false` when `FORCE_COLOR` or `NO_COLOR` say so, null when the terminal decides. */
  readonly color: boolean | null;
  readonly home: string;
  readonly cacheHome: string;
  readonly gitHubHost: string;
  /** Secret: only the wiring may look at it. */
  readonly gitHubToken: string | null;
  /** What git gets. */
  readonly forChildren: Readonly<Record<string, string>>;
  /** What tells a child of ours how to draw. */
  readonly forTerminal: Readonly<Record<string, string>>;
  /** What the command steps of a train get: everything. */
  readonly forCommands: Readonly<Record<string, string | undefined>>;
}

/** What git and ssh need: no secrets of others, and no GIT_DIR or GIT_INDEX_FILE of a hook that called us. */
const PASSED_ON =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|SSH_AUTH_SOCK|SSH_ASKPASS|GIT_(?:SSH|ASKPASS|CONFIG|SSL|HTTP|TERMINAL_PROMPT|TRACE).*|XDG_.*|.*_proxy|.*_PROXY|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|PATHEXT|COMSPEC)$/;

/** Reads the environment once. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const set = (name: string): string | null => (env[name] === undefined || env[name] === "" ? null : env[name]);
  const picked = (names: RegExp): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined && names.test(pair[0])),
    );
  const home = set("HOME") ?? set("USERPROFILE") ?? ".";
  return {
    isCi: set("CI") !== null && set("CI") !== "false",
    color: set("NO_COLOR") !== null ? false : set("FORCE_COLOR") === null ? null : set("FORCE_COLOR") !== "0",
    home,
    cacheHome: set("XDG_CACHE_HOME") ?? `${home}/.cache`,
    gitHubHost: set("GH_HOST") ?? "github.com",
    gitHubToken: set("GH_TOKEN") ?? set("GITHUB_TOKEN"),
    forTerminal: picked(/^(?:TERM|COLORTERM|NO_COLOR|FORCE_COLOR)$/),
    forCommands: env,
    forChildren: picked(PASSED_ON),
  };
}
