import { gitText, type NumberedRepository, protectBranches } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { runDocument } from "./support/documents.js";
import { serveNumbers } from "./support/serve-numbered.js";

const has = async ({ path }: NumberedRepository, ref: string): Promise<boolean> =>
  (await gitText(path, ["for-each-ref", "--format=%(refname)", ref])).trim() === ref;

test("a release of one number goes through seven repositories, one of which refuses first", async () => {
  const { world, cli } = await serveNumbers();
  const { repositories } = world;
  const server = repositories.find(({ name }) => name === "server");
  if (server === undefined) throw new Error("the world has no server");
  await protectBranches(server.path, ["16.3"]);

  const planned = await cli("plan release --json");
  expect(planned.code, planned.stderr).toBe(0);
  const first = await cli("run release --yes --json");
  expect(runDocument.parse(first.json()).status, first.stderr).toBe("waiting");
  for (const repository of repositories) {
    expect(await has(repository, "refs/heads/16.3"), repository.name).toBe(repository !== server);
  }

  await gitText(server.path, ["config", "--unset-all", "testbed.protected"]);
  const { run } = runDocument.parse((await cli("resume --json")).json());
  expect((await cli(`approve ${run} ready --as rosa`)).code).toBe(0);
  const last = await cli("resume --json");
  expect(runDocument.parse(last.json()).status, last.stderr).toBe("finished");
  for (const repository of repositories) {
    expect(await has(repository, "refs/tags/v16.3.0"), repository.name).toBe(!repository.publishesOnTag);
    const { path, mainline } = repository;
    const missing = ["rev-list", "--cherry-pick", "--right-only", "--no-merges", "--count"];
    const branches = (await gitText(path, ["for-each-ref", "--format=%(refname:short)", "refs/heads"])).split("\n");
    if (!branches.includes("16.2")) continue;
    expect(await gitText(path, [...missing, `refs/heads/${mainline}...refs/heads/16.2`]), repository.name).toMatch(
      /^0\s*$/,
    );
  }
  const manifest = (name: string) =>
    gitText(repositories.find((each) => each.name === name)?.path ?? "", ["show", "refs/heads/16.3:package.json"]);
  expect(await manifest("models")).toContain('"version": "1.33.0"');
  expect(await manifest("client")).toContain('"field-models": "1.33.0"');
  const models = repositories.find(({ publishesOnTag }) => publishesOnTag);
  expect(models !== undefined && (await has(models, "refs/tags/v1.33.0"))).toBe(true);
  expect((await cli("plan release --detailed-exitcode")).code).toBe(0);
});
