import { httpDownloads, installPackage } from "../src/index.js";
import { openSshConfig, sshHosts } from "../src/ssh.js";
import { planAndApply } from "@signalbox/release-core";

const hosts = sshHosts({
  hosts: { "api-1": { host: "10.0.0.5", user: "deploy", jump: "bastion" } }, // the rest as ~/.ssh/config says
  config: openSshConfig({ ssh: "/usr/bin/ssh", local: { home: "/home/anna", name: "anna" } }), // or fileConfig
  agent: "/run/user/1000/ssh-agent",
  hostKeys: "strict",
  sudo: "auto",
});

export async function deploy(url: string, sha256: string, folder: string): Promise<void> {
  const ports = { hosts, downloads: httpDownloads({ folder, fetch }), holder: "anna@desk" };
  const wish = { package: "camera", version: "1.6.0", artifact: { url, sha256 }, services: { stop: ["camera"] } };
  await planAndApply(installPackage(ports), { ...wish, groups: [{ name: "api", hosts: ["api-1"] }] }); // or goes back
  await hosts.close();
}
