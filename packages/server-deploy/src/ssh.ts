export { sshHosts, type SshHosts } from "./ssh/ssh-hosts.js";
export type { HostEntry, SshHostsOptions } from "./ssh/options.js";
export type { OpenSshOptions } from "./ssh/config/ask-openssh.js";
export { fileConfig, type FileConfigOptions } from "./ssh/config/file-config.js";
export { openSshConfig } from "./ssh/config/openssh-config.js";
export type { ConfigResolver, HostConfig, HostRequest } from "./ssh/config/host-config.js";
export type { LocalUser } from "./ssh/config/tokens.js";
