import { configWrong } from "./errors.js";

/** Whose machine this is. */
export interface LocalUser {
  /** The home folder as the password file has it (OpenSSH does not ask `$HOME`). */
  readonly home: string;
  readonly name: string;
}

/** What the tokens of ssh_config(5) stand for. */
export interface TokenValues {
  readonly local: LocalUser;
  /** As it was asked for. */
  readonly name: string;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyAlias: string | null;
}

/** A path of the configuration with `~` and its tokens filled in. @throws ReleaseError `ERR_SSH_CONFIG` */
export function expandPath(path: string, values: TokenValues): string {
  const { local } = values;
  const known: Readonly<Record<string, string>> = {
    "%": "%",
    d: local.home,
    h: values.hostName,
    k: values.hostKeyAlias ?? values.name,
    n: values.name,
    p: String(values.port),
    r: values.user,
    u: local.name,
  };
  const fromHome = path.replace(/^~(?=\/|$)/, () => local.home);
  return fromHome.replace(/%(.?)|\$\{[^}]*\}/g, (token, letter: string | undefined) => {
    const value = letter === undefined ? undefined : known[letter];
    if (value === undefined) throw configWrong(values.name, `${path} has ${token}, which is not understood here`);
    return value;
  });
}
