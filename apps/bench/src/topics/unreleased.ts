import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createLargeRepository } from "@signalbox/testbed";
import { output, sideBySide, wall, type Command } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { row, type Row } from "../row.js";

const REPOSITORIES = 30;
const COMMITS = 600;
const ROUNDS = 7;
const AT_ONCE = 8;

/** The report over many clones, beside the same questions asked to git by a shell, in parallel. */
export async function unreleased({ folder, env, signal }: Place): Promise<Row[]> {
  const run = (command: Command) => output(command, signal);
  const root = join(folder, "origins");
  await mkdir(root);
  const clones: string[] = [];
  for (let index = 0; index < REPOSITORIES; index++) {
    const name = `component-${index}`;
    const { path } = await createLargeRepository({ root, name, commits: COMMITS, megabytes: 0, seed: index, env });
    const clone = join(folder, name);
    await run({ file: "sh", args: ["-euc", RELEASE, path, clone], env });
    clones.push(clone);
  }

  const figures = await sideBySide(ROUNDS, {
    ours: () =>
      wall({ file: process.execPath, args: [CLI, "unreleased", ...clones, "--json"], env, cwd: folder }, signal),
    theirs: () =>
      wall(
        {
          file: "sh",
          args: ["-euc", `printf '%s\\0' "$@" | xargs -0 -n 1 -P ${AT_ONCE} sh -euc '${LOOK}'`, "sh", ...clones],
          env,
        },
        signal,
      ),
  });
  const gitVersion = (await run({ file: "git", args: ["--version"], env })).trim();
  return [
    row({
      topic: "unreleased",
      case: `${REPOSITORIES} clones of ${COMMITS} commits, nothing fetched`,
      metric: `ms, whole process, median of ${ROUNDS}`,
      value: figures.ours,
      reference: figures.theirs,
      goal: { atMost: 1.5 },
      against: `mainline, tags, contained tags and log by a shell, ${AT_ONCE} at once (${gitVersion})`,
    }),
  ];
}

/** Ten releases, the last one 25 commits below the mainline, and a clone. */
const RELEASE = `
  for n in 9 8 7 6 5 4 3 2 1 0; do git -C "$0" tag -a -m release "v1.$((9 - n)).0" "dev~$((25 + n * 20))"; done
  git -C "$0" repack -adq
  git clone -q --no-checkout "$0" "$1"`;

/** What the report asks of one repository. */
const LOOK = `cd "$0"
  main=$(git symbolic-ref --quiet refs/remotes/origin/HEAD)
  git for-each-ref "--format=%(refname) %(objectname) %(*objectname)" refs/tags refs/remotes >/dev/null
  last=$(git tag --merged "$main" --sort=-version:refname | head -n 1)
  git log --format="%H%x00%s%x00%an%x00%aI" "$last..$main" >/dev/null`;
