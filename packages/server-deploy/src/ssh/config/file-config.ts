import { fillIn } from "./fill-in.js";
import type { ConfigResolver } from "./host-config.js";
import { configFiles } from "./config-files.js";
import { type Asked, settingsFrom } from "./evaluate.js";
import { hostConfigOf, type Settings } from "./settings.js";
import type { LocalUser } from "./tokens.js";

export interface FileConfigOptions {
  readonly local: LocalUser;
  /** In the order in which they count. Default: `~/.ssh/config` and `/etc/ssh/ssh_config`. */
  readonly files?: readonly string[] | undefined;
}

/**
 * Reads OpenSSH's configuration where there is no OpenSSH to ask. Understands Host, Include, and Match for names and users;
 * runs nothing: what only OpenSSH knows the answer to (Match exec) is refused where it would matter.
 */
export function fileConfig({ local, files }: FileConfigOptions): ConfigResolver {
  const paths = files ?? [`${local.home}/.ssh/config`, "/etc/ssh/ssh_config"];
  let read: ReturnType<typeof configFiles> | undefined;
  return async (request) => {
    read ??= configFiles(paths, local);
    const texts = await read.catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    const asked: Asked = { name: request.name, local, said: overrides(request) };
    return hostConfigOf(fillIn(settingsFrom(texts, asked), asked), request.name, local);
  };
}

const overrides = ({ user, port, identityFile, jump }: Parameters<ConfigResolver>[0]): Settings =>
  new Map(
    Object.entries({ user, port, identityfile: identityFile, proxyjump: jump }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, [String(value)]]],
    ),
  );
