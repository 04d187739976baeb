import { readFile } from "node:fs/promises";
import type { Action, Operation } from "@signalbox/release-core";
import { converges, createBareRepository, history, provesReadOnly, startGitServer } from "../src/index.js";
import { startGitHub } from "../src/github/index.js";
import { buildDeb, scriptlets, startHosts } from "../src/hosts/index.js";

declare const root: string;
declare const ports: object;
declare const input: { readonly repository: string };
declare const promoteBranch: (given: object) => Operation<typeof input, Action, unknown>;
declare const operation: ReturnType<typeof promoteBranch>;

const path = await createBareRepository(root, "camera", { defaultBranch: "dev", protected: ["dev", "test", "prod"] });
const server = await startGitServer({ root, latencyMs: 80, users: { ada: "secret" } });
server.urlOf("camera"); // http://127.0.0.1:41234/camera
server.urlOf("camera", "ada"); // the same, with her credentials
server.setFaults([{ match: "POST /camera/git-receive-pack", nth: 2, kind: "truncate" }]);
server.requests.at(-1); // { method, path, service, repository, write }
await server.close(); // no connection, no process is left

const gitHub = await startGitHub({
  root, // bare repositories: <root>/<owner>/<name>.git, made when they are not there
  repositories: [{ slug: "acme/camera", protections: { prod: { requiredChecks: ["build"] } } }],
  users: [{ login: "ada", token: "secret", permissions: { "acme/camera": "write" } }],
});
gitHub.setFaults([{ match: "pulls/create", kind: "drop-after" }]); // it happened, nobody was told
gitHub.violations.at(0); // undefined at the end of every suite
await gitHub.close();

const h = history({ seed: 1, endAt: new Date("2026-03-02T09:00:00Z") });
h.commits("main", 20);
h.branch("topic", "main");
const fix = h.commit("topic", { subject: "Fix the modem", files: { "modem.go": "…", "old.go": null }, daysAgo: 3 });
h.merge("main", "topic"); // squash, cherryPick, deleteBranch …
h.tag("v1.0.0", "main", "Release 1.0.0"); // without a message: lightweight
const { oidOf } = await h.write(path);
oidOf(fix);

await converges(promoteBranch(ports), input); // plan twice, JSON, apply, plan is empty, apply again finds it done
await provesReadOnly(server, () => operation.plan(input)); // fails on any request that belongs to a push

declare const folder: string;
const hosts = await startHosts({ hosts: [{ name: "api" }, { name: "processing", init: "systemd", disk: "64m" }] });
const api = hosts.host("api"); // address, port, hostKey; hosts.user, hosts.key, hosts.knownHosts, hosts.gateway
await api.run(["dpkg-query", "--show", "camera"]); // as root, without SSH: for a look at what is
await api.powerOff(); // nobody hears a farewell
await api.powerOn(); // the same disk; /run is empty, enabled services start

const deb = await buildDeb(folder, {
  name: "camera",
  version: "4.1.0~rc1-2",
  config: "port=8080\n", // /etc/camera/camera.conf, which people may edit
  service: { kind: "sysv", port: 8080 }, // answers HTTP with its version
  scripts: { afterInstall: scriptlets.waitsFor("/run/go") },
});
await api.writeFile("/root/camera.deb", await readFile(deb.path)); // the same content has the same path

const lock = await api.holdLock("dpkg"); // by fcntl, as apt does
await lock.release();
await hosts.close(); // no process, mount, link or folder is left
