import { type Asked, hostNameOf } from "./evaluate.js";
import type { Settings } from "./settings.js";

/** OpenSSH's own (ssh_config(5)); keys of hardware tokens are left out, as they need its helper program. */
const DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  port: ["22"],
  identityfile: ["~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519", "~/.ssh/id_dsa"],
  userknownhostsfile: ["~/.ssh/known_hosts ~/.ssh/known_hosts2"],
  globalknownhostsfile: ["/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"],
};

/** The settings with what is so when nothing is said. */
export function fillIn(settings: Settings, { name, local }: Asked): Settings {
  const hostName = hostNameOf(settings.get("hostname")?.[0] ?? name, name);
  return new Map([...Object.entries({ ...DEFAULTS, user: [local.name] }), ...settings, ["hostname", [hostName]]]);
}
