export { sshHosts, type SshHosts } from "./ssh/ssh-hosts.js";
export type { HostEntry, SshHostsOptions } from "./ssh/options.js";
export { openSshConfig, type OpenSshOptions } from "./ssh/config/openssh-config.js";
export type { ConfigResolver, HostConfig, HostRequest } from "./ssh/config/host-config.js";
export type { LocalUser } from "./ssh/config/tokens.js";
