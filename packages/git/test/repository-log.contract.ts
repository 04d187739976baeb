import { describe, expect, test } from "vitest";
import type { GitRepository, LoggedCommit, LogReader, Oid, Repositories } from "../src/index.js";
import { git, scene } from "./scene.js";

/** Everything of a log, and how many batches it came in. */
async function logOf(repository: LogReader, include: readonly Oid[], exclude: readonly Oid[] = []) {
  const commits: LoggedCommit[] = [];
  for await (const batch of repository.readLog(include, exclude)) commits.push(...batch);
  return commits;
}

/** What both engines must do alike. */
export function logContract(
  engine: GitRepository["engine"],
  repositories: (cacheDir: string, fetch?: boolean) => Repositories,
): void {
  describe(`${engine}: a whole log`, () => {
    test("has every commit once, with its whole message, as git itself gives them", async () => {
      const stage = await scene((story) => {
        story.commits("main", 3);
        story.branch("side", "main");
        story.commit("side", { subject: "fix: a side", body: "Because.\n\nBREAKING CHANGE: it breaks\r\nCloses: #3" });
        story.commits("main", 2);
        story.merge("main", "side");
        story.commit("main", { subject: "Zoë 🚂 | <b>" });
      });
      const repository = await repositories(stage.cacheDir).open(stage.url);
      const head = stage.oidOf("main");
      const commits = await logOf(repository, [head]);
      const raw = await git(stage.bare, "log", "-z", "--date-order", "--format=%H%x00%P%x00%s%x00%b%x00%ae", head);
      const fields = raw.replace(/\0$/, "").split("\0");
      expect(commits.flatMap((one) => [one.commit, one.parents.join(" "), one.subject, one.author.email])).toEqual(
        fields.flatMap((field, index) => (index % 5 === 3 ? [] : [field])),
      );
      expect(commits.map(({ body }) => body)).toEqual(
        fields.flatMap((field, index) => (index % 5 === 3 ? [field.replace(/\n$/, "")] : [])),
      );
      expect(await logOf(repository, [head], [head])).toEqual([]);
      expect(await logOf(repository, [])).toEqual([]);
      const [, parent = ""] = commits.map(({ commit }) => commit);
      expect((await logOf(repository, [head], [parent])).map(({ subject }) => subject)).toEqual(["Zoë 🚂 | <b>"]);
    });

    test("names an object that is not there, and ends when nobody reads on", async () => {
      const stage = await scene((story) => void story.commits("main", 40));
      const repository = await repositories(stage.cacheDir).open(stage.url);
      await expect(logOf(repository, ["f".repeat(40)])).rejects.toMatchObject({ code: "ERR_OBJECT_MISSING" });
      for await (const batch of repository.readLog([stage.oidOf("main")], [])) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
      const stop = AbortSignal.abort(new Error("enough"));
      await expect(
        (async () => {
          for await (const _ of repository.readLog([stage.oidOf("main")], [], { signal: stop }))
            throw new Error("read");
        })(),
      ).rejects.toThrow("enough");
    });
  });
}
