import { describe, expect, test } from "vitest";
import type { GitRepository, LoggedCommit, LogOrder, LogReader, Oid, Repositories } from "../src/index.js";
import { git, gitWith, scene } from "./scene.js";

/** Everything of a log. */
async function logOf(
  repository: LogReader,
  include: readonly Oid[],
  { exclude = [], order = "date" }: { readonly exclude?: readonly Oid[]; readonly order?: LogOrder } = {},
): Promise<readonly LoggedCommit[]> {
  const commits: LoggedCommit[] = [];
  for await (const batch of repository.readLog(include, exclude, { order })) commits.push(...batch);
  return commits;
}

/** What both engines must do alike. */
export function logContract(
  engine: GitRepository["engine"],
  repositories: (cacheDir: string, fetch?: boolean) => Repositories,
): void {
  describe(`${engine}: a whole log`, () => {
    test("tells none before its children where that is asked, although a clock was wrong", async () => {
      const stage = await scene((story) => void story.commits("main", 2));
      const at = (date: string) => ["-c", "user.name=a", "-c", "user.email=a@x", "commit-tree", "-m", date] as const;
      const tree = await git(stage.bare, "rev-parse", "main^{tree}");
      const commit = async (date: string, ...parents: string[]) => {
        const env = { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
        return await gitWith(env, stage.bare, ...at(date), tree, ...parents.flatMap((one) => ["-p", one]));
      };
      const base = await commit("2020-06-01T00:00:00Z", stage.oidOf("main"));
      const late = await commit("2020-01-01T00:00:00Z", base); // its clock is half a year behind
      const side = await commit("2020-06-02T00:00:00Z", base);
      const merge = await commit("2020-06-03T00:00:00Z", side, late);
      await git(stage.bare, "update-ref", "refs/heads/main", merge);
      const repository = await repositories(stage.cacheDir).open(stage.url);
      const places = async (order: LogOrder) => {
        const ids = (await logOf(repository, [merge], { order })).map(({ commit }) => commit);
        return [side, late, base].map((one) => ids.indexOf(one));
      };
      expect(await places("children-first")).toEqual([1, 2, 3]);
      expect((await places("date")).toSorted((a, b) => a - b)).not.toContain(-1);
    });

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
      const raw = await git(stage.bare, "log", "-z", "--format=%H%x00%P%x00%s%x00%b%x00%ae", head);
      const fields = raw.replace(/\0$/, "").split("\0");
      expect(commits.flatMap((one) => [one.commit, one.parents.join(" "), one.subject, one.author.email])).toEqual(
        fields.flatMap((field, index) => (index % 5 === 3 ? [] : [field])),
      );
      expect(commits.map(({ body }) => body)).toEqual(
        fields.flatMap((field, index) => (index % 5 === 3 ? [field.replace(/\n$/, "")] : [])),
      );
      expect(await logOf(repository, [head], { exclude: [head] })).toEqual([]);
      expect(await logOf(repository, [])).toEqual([]);
      const [, parent = ""] = commits.map(({ commit }) => commit);
      expect((await logOf(repository, [head], { exclude: [parent] })).map(({ subject }) => subject)).toEqual([
        "Zoë 🚂 | <b>",
      ]);
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
