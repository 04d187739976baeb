import { join } from "node:path";
import { nativeRepositories } from "@signalbox/git";
import { verifyContainment } from "@signalbox/git-promote";
import { createBareRepository, history } from "@signalbox/testbed";
import { output, sideBySide, timed, wall } from "../measure.js";
import type { Place } from "../place.js";
import { row, type Row } from "../row.js";

const ROUNDS = 7;
const GOAL = { atMost: 1.5 };

/** Two branches or tags of a repository, by their full names. */
interface Range {
  readonly path: string;
  readonly earlier: string;
  readonly later: string;
  readonly name: string;
}

/**
 * What a later release branch lacks of an earlier one, beside git's own question. A repository of one's own is measured
 * too when BENCH_REPOSITORY names its folder, and BENCH_EARLIER and BENCH_LATER two full refs.
 */
export async function containment(place: Place): Promise<Row[]> {
  const { BENCH_REPOSITORY: path, BENCH_EARLIER: earlier, BENCH_LATER: later } = process.env;
  const ranges = [await generated(place)];
  if (path !== undefined && earlier !== undefined && later !== undefined) {
    ranges.push({ path, earlier, later, name: `${earlier} in ${later} of your own` });
  }
  const rows: Row[] = [];
  for (const range of ranges) rows.push(await measured(range, place));
  return rows;
}

async function measured({ path, earlier, later, name }: Range, { folder, env, signal }: Place): Promise<Row> {
  const count = ["-C", path, "rev-list", "--count", "--left-right", `${later}...${earlier}`];
  const [left, right] = (await output({ file: "git", args: count, env }, signal)).trim().split("\t");
  let caches = 0;
  const figures = await sideBySide(ROUNDS, {
    // Opened before, as for any question but the first; nothing is remembered from the round before.
    ours: async () => {
      const repositories = nativeRepositories({ cacheDir: join(folder, `cache-${caches++}`), env });
      await repositories.open(path, { signal });
      return timed(() => verifyContainment(repositories, { repository: path, earlier, later }, { signal }));
    },
    theirs: () => {
      const log = ["log", "--cherry-pick", "--right-only", "--no-merges", "--format=%H%x00%s%x00%an%x00%aI"];
      return wall({ file: "git", args: ["-C", path, ...log, `${later}...${earlier}`], env }, signal);
    },
  });
  const gitVersion = (await output({ file: "git", args: ["--version"], env }, signal)).trim();
  return row({
    topic: "containment",
    case: `${name}: ${right} commits against ${left}`,
    metric: `ms, repository open, median of ${ROUNDS}`,
    value: figures.ours,
    reference: figures.theirs,
    goal: GOAL,
    against: `git log --cherry-pick --right-only --no-merges (${gitVersion})`,
  });
}

/** 7,600 commits, 300 on each of two release branches; most of the earlier one's were picked, five were not. */
async function generated({ folder, env }: Place): Promise<Range> {
  const path = await createBareRepository(folder, "large", { defaultBranch: "main", env });
  const told = history({ seed: 11, endAt: new Date("2026-01-05T12:00:00Z"), gapMs: 3_600_000 });
  told.commits("main", 7000);
  for (const line of ["16.7", "16.8"]) told.branch(line, "main");
  for (let count = 0; count < 300; count++) {
    const fix = told.commit("16.7", { files: { [`fixes/${count % 40}/${count}.txt`]: `${"fix\n".repeat(40)}` } });
    if (count % 60 !== 59) told.cherryPick(fix, "16.8");
    else told.commit("16.8");
  }
  await told.write(path, { env });
  return { path, earlier: "refs/heads/16.7", later: "refs/heads/16.8", name: "two release branches" };
}
