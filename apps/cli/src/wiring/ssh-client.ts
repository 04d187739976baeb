// A script of its own: only who goes to servers loads ssh2.
export { fileConfig, openSshConfig, sshHosts } from "@signalbox/server-deploy/ssh";
