import { cacheHomeOf, homeOf } from "./cache-home.js";
import { type CiTokens, readCiTokens } from "./ci-tokens.js";
import { type DatabaseVariables, readDatabaseVariables } from "./database-variables.js";
import { gitHubServer, type GitHubServer } from "./git-hub-server.js";
import { type GooglePlay, readGooglePlay } from "./google-play.js";
import { readProxies, type ProxySettings } from "./proxies.js";
import { tokenOfEnvironment, tokensOfEnvironment } from "./git-hub-token.js";

/** The environment as far as Signalbox reads it; this folder is the only place that does. */
export interface Environment {
  /** `CI` is set: never ask anything. */
  readonly isCi: boolean;
  /** `true` and `false` when `FORCE_COLOR` or `NO_COLOR` say so, null when the terminal decides. */
  readonly color: boolean | null;
  readonly home: string;
  readonly cacheHome: string;
  readonly gitHub: GitHubServer;
  /** Secret: only the wiring may look at it. */
  readonly gitHubToken: string | null;
  /** Where that was found: `--token`, `GH_TOKEN`; null: nowhere, and only `gh` may know one. */
  readonly gitHubTokenFrom: string | null;
  /** A job of GitHub Actions: its own token triggers no workflows. */
  readonly isWorkflow: boolean;
  readonly googlePlay: GooglePlay;
  readonly ciTokens: CiTokens;
  /** How databases are reached. Secret: only the wiring may look at it. */
  readonly databases: DatabaseVariables;
  /** Every token in play; grows when `gh` gives one. Nothing that is written may hold one of them. */
  readonly secrets: readonly string[];
  /** The value of a variable that the configuration names: a secret, which from then on nothing that is written may hold. */
  readonly secret: (name: string) => string | null;
  /** The socket of the SSH agent; null: there is none. */
  readonly sshAgent: string | null;
  /** Secret: what sudo on the servers wants to know, where it does. */
  readonly sudoPassword: string | null;
  /** How web servers are reached: `HTTPS_PROXY` and its like. */
  readonly proxies: ProxySettings;
  /** The same, and where the environment has none what `gh` knows: it is started once, by whoever needs it first. */
  readonly findGitHubToken: () => Promise<string | null>;
  /** What git gets. */
  readonly forChildren: Readonly<Record<string, string>>;
  /** What gpg and ssh-keygen get besides, to find their keys and to ask for a passphrase. */
  readonly forSigning: Readonly<Record<string, string>>;
  /** What tells a child of ours how to draw. */
  readonly forTerminal: Readonly<Record<string, string>>;
  /** What the command steps of a train get: everything. */
  readonly forCommands: Readonly<Record<string, string | undefined>>;
  /** What lock-file commands get, which run in a repository's files: everything but the tokens that are meant for us. */
  readonly forLockFiles: Readonly<Record<string, string | undefined>>;
}

/** What git and ssh need: no secrets of others, and no GIT_DIR or GIT_INDEX_FILE of a hook that called us. */
const PASSED_ON =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|SSH_AUTH_SOCK|SSH_ASKPASS|GIT_(?:SSH|ASKPASS|CONFIG|SSL|HTTP|TERMINAL_PROMPT|TRACE).*|XDG_.*|.*_proxy|.*_PROXY|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|PATHEXT|COMSPEC)$/;

/** Where gpg keeps its keys, and how its pinentry reaches a person. */
const SIGNING =
  /^(GNUPGHOME|GPG_TTY|GPG_AGENT_INFO|PINENTRY_USER_DATA|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|TERM)$/;

/** Reads the environment once. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const set = (name: string): string | null => (env[name] === undefined || env[name] === "" ? null : env[name]);
  const picked = (names: RegExp): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined && names.test(pair[0])),
    );
  const forChildren = picked(PASSED_ON);
  const serverUrl = set("GITHUB_SERVER_URL");
  const apiUrl = set("GITHUB_API_URL");
  const gitHub = gitHubServer({ host: set("GH_HOST"), serverUrl, apiUrl, graphqlUrl: set("GITHUB_GRAPHQL_URL") });
  const isNamedByUrl = [serverUrl, apiUrl].some((url) => url !== null && isAt(url, gitHub.host));
  const found = tokenOfEnvironment(set, { ...gitHub, isNamedByUrl });
  const gitHubToken = found?.token ?? null;
  const sudoPassword = set("SIGNALBOX_SUDO_PASSWORD");
  const googlePlay = readGooglePlay(set);
  const ciTokens = readCiTokens(set);
  const ciSecrets = [ciTokens.circleci?.token ?? null, ciTokens.travis?.token ?? null];
  const others = [sudoPassword, googlePlay.accessToken, ...ciSecrets].filter((secret) => secret !== null);
  const secrets = [...tokensOfEnvironment(set), ...others];
  const askOnce = async (): Promise<string | null> => {
    const { askGitHubProgram } = await import("./gh-token.js");
    const token = await askGitHubProgram(gitHub.host, { ...forChildren, ...picked(/^GH_CONFIG_DIR$/) });
    if (token !== null) secrets.push(token);
    return token;
  };
  let asked: Promise<string | null> | undefined;
  return {
    isCi: set("CI") !== null && set("CI") !== "false",
    color: set("NO_COLOR") !== null ? false : set("FORCE_COLOR") === null ? null : set("FORCE_COLOR") !== "0",
    home: homeOf(env),
    cacheHome: cacheHomeOf(env),
    gitHub,
    gitHubToken,
    gitHubTokenFrom: found?.from ?? null,
    isWorkflow: set("GITHUB_ACTIONS") === "true",
    googlePlay,
    ciTokens,
    databases: readDatabaseVariables(env, secrets),
    secrets,
    secret: (name) => {
      const value = set(name);
      if (value !== null) secrets.push(value);
      return value;
    },
    sshAgent: set("SSH_AUTH_SOCK"),
    sudoPassword,
    proxies: readProxies(set),
    findGitHubToken: () => (gitHubToken === null ? (asked ??= askOnce()) : Promise.resolve(gitHubToken)),
    forSigning: { ...picked(PASSED_ON), ...picked(SIGNING) },
    forTerminal: picked(/^(?:TERM|COLORTERM|NO_COLOR|FORCE_COLOR)$/),
    forCommands: env,
    forLockFiles: Object.fromEntries(
      Object.entries(env).filter(
        ([name]) =>
          !/^(?:(?:GH|GITHUB)_(?:.*_)?TOKEN|CIRCLE(?:CI)?_(?:CLI_)?TOKEN|TRAVIS_(?:API_)?TOKEN|GOOGLE_OAUTH_ACCESS_TOKEN|SIGNALBOX_SUDO_PASSWORD)$/.test(
            name,
          ),
      ),
    ),
    forChildren,
  };
}

/** The same, with a token that was given on the command line: it comes before all others. */
export function withGivenToken(env: Environment, token: string): Environment {
  const findGitHubToken = (): Promise<string> => Promise.resolve(token);
  const secrets = [...env.secrets, token];
  const secret = (name: string): string | null => {
    const value = env.secret(name);
    if (value !== null) secrets.push(value);
    return value;
  };
  const databases = readDatabaseVariables(env.forCommands, secrets);
  return { ...env, gitHubToken: token, gitHubTokenFrom: "--token", findGitHubToken, secrets, secret, databases };
}

const isAt = (url: string, host: string): boolean =>
  URL.canParse(url) && new URL(url).host.replace(/^api\./, "") === host;
