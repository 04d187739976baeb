import { gitEnvironment } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { git, scene } from "../scene.js";

const lines = Array.from({ length: 20 }, (_, index) => `line ${index}\n`);

test("no setting of the user's changes the tree of a merge that conflicts", async () => {
  const stage = await scene((story) => {
    story.commit("main", { files: { a: lines.join(""), ".gitattributes": "a conflict-marker-size=12 merge=union\n" } });
    story.branch("prod", "main");
    story.commit("main", { files: { a: lines.with(3, "main\n").join("") } });
    story.commit("prod", { files: { a: lines.with(3, "prod\n").join("") } });
  });
  const settings = gitEnvironment({
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: "merge.conflictStyle",
    GIT_CONFIG_VALUE_0: "diff3",
    GIT_CONFIG_KEY_1: "merge.default",
    GIT_CONFIG_VALUE_1: "union",
  });
  const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env: settings }).open(stage.url);
  const { partial } = await repository.mergeTrees(stage.oidOf("prod"), stage.oidOf("main"));
  const [content] = await repository.readFiles(partial ?? "", ["a"]);
  expect(Buffer.from(content ?? []).toString()).toContain(
    `<<<<<<< ${stage.oidOf("prod")}\nprod\n=======\nmain\n>>>>>>> ${stage.oidOf("main")}\n`,
  );
});

test("a rename that conflicts has one too, its markers named after the paths", async () => {
  const stage = await scene((story) => {
    story.commit("main", { files: { a: lines.join("") } });
    story.branch("prod", "main");
    story.commit("main", { files: { a: null, moved: lines.with(3, "main\n").join("") } });
    story.commit("prod", { files: { a: lines.with(3, "prod\n").join("") } });
  });
  const [prod, main] = [stage.oidOf("prod"), stage.oidOf("main")];
  const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment() }).open(stage.url);
  const { partial, conflicts } = await repository.mergeTrees(prod, main);
  const printed = await git(stage.bare, "merge-tree", "--write-tree", prod, main).catch(
    (error: { stdout: string }) => error.stdout,
  );
  expect(conflicts.map((conflict) => conflict.path)).toEqual(["moved"]);
  expect(partial).toBe(printed.slice(0, 40));
  const [content] = await repository.readFiles(partial ?? "", ["moved"]);
  expect(Buffer.from(content ?? []).toString()).toContain(
    `<<<<<<< ${prod}:a\nprod\n=======\nmain\n>>>>>>> ${main}:moved\n`,
  );
});
