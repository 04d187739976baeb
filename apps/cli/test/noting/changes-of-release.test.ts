import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories } from "@signalbox/git";
import { createBareRepository, history, runGit } from "@signalbox/testbed";
import { expect, it, onTestFinished } from "vitest";
import { changesOfRelease } from "../../src/noting/changes-of-release.js";

it("is the same before and after its own tags, also where nothing changed; and one that cannot be read holds up no other", async () => {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-changes-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const make = async (name: string, isChanged: boolean): Promise<string> => {
    const path = await createBareRepository(folder, name, { defaultBranch: "main" });
    const h = history({ seed: 3, endAt: new Date("2026-03-02T09:00:00Z") });
    h.commit("main", { subject: "First" });
    h.tag("v16.2.0", h.commit("main", { subject: "Second" }));
    if (isChanged) h.commit("main", { subject: "#7 | Third" });
    h.branch("16.3", "main");
    await h.write(path);
    return path;
  };
  const [server, client] = [await make("server", true), await make("client", false)];
  const components = [
    { name: "server", repository: server },
    { name: "client", repository: client },
    { name: "gone", repository: join(folder, "gone") },
  ];
  const repositories = nativeRepositories({
    cacheDir: join(folder, "cache"),
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const webPageOf = (): Promise<null> => Promise.resolve(null);
  const read = () =>
    changesOfRelease({ version: "16.3.0", branch: "16.3", heads: {} }, components, { repositories, webPageOf }, {});
  const before = await read();
  expect(
    before.read.map(({ name, releases }) => [name, releases.flatMap(({ entries }) => entries.map((one) => one.text))]),
  ).toEqual([
    ["server", ["Third"]],
    ["client", []],
  ]);
  expect(before.findings).toMatchObject([{ code: "component-not-read", component: "gone" }]);
  for (const path of [server, client]) await runGit(path, ["tag", "v16.3.0", "16.3"]);
  expect((await read()).read).toEqual(before.read);
});
