import type { Action, Operation } from "@signalbox/release-core";
import { converges, createBareRepository, history, provesReadOnly, startGitServer } from "../src/index.js";
import { startGitHub } from "../src/github/index.js";

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
