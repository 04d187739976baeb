import { dirname } from "node:path";
import { createBareRepository, history, provesReadOnly } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { pinsByConsumer } from "../../src/index.js";
import { END, serveRepository } from "../served-repository.js";

const files = (version: string) => ({ "package.json": JSON.stringify({ dependencies: { models: version } }) });

test("compares consumers at branches and tags; one that is missing stops nobody", async () => {
  const { server, path, repository, repositories } = await serveRepository((told) => {
    told.commit("dev", { files: files("1.0.0") });
    told.tag("v9.0.0", "dev", "annotated");
    told.commit("dev", { files: files("1.1.0") });
  });
  const other = history({ seed: 5, endAt: END });
  other.commit("main", { files: files("1.1.0") });
  await other.write(await createBareRepository(dirname(path), "webapp", { defaultBranch: "main" }));
  const webapp = server.urlOf("webapp.git");

  const read = (tag?: string) =>
    pinsByConsumer(repositories, {
      consumers: [
        { repository, name: "client", ...(tag === undefined ? {} : { tag }) },
        { repository: webapp, branch: "main" },
        { repository: webapp, name: "gone", branch: "mian" },
        { repository: server.urlOf("nobody.git") },
      ],
    });
  const now = await provesReadOnly(server, () => read());
  expect(now.packages).toMatchObject([{ name: "models", isAgreed: true, versions: ["1.1.0"] }]);
  expect(now.consumers).toMatchObject([
    { name: "client", ref: "refs/heads/dev" },
    { name: "webapp", ref: "refs/heads/main" },
    { name: "gone", commit: null, error: { code: "ERR_BRANCH_MISSING", hint: "Did you mean main?" } },
    { ref: null, error: { code: "ERR_REPOSITORY_NOT_FOUND" } },
  ]);
  const then = await read("v9.0.0");
  expect(then.consumers[0]).toMatchObject({ ref: "refs/tags/v9.0.0" });
  expect(then.packages).toMatchObject([{ name: "models", isAgreed: false, versions: ["1.1.0", "1.0.0"] }]);
  expect((await read("v9.0.1")).consumers[0]?.error?.hint).toContain("v9.0.0");
});
