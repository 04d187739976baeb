import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLargeRepository, startGitServer, type GitServer } from "@signalbox/testbed";
import { version } from "isomorphic-git";
import { output, sideBySide, timed, wall, type Command } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { row, type Row } from "../row.js";

const SIZE = { commits: 6_000, megabytes: 24, seed: 7 };
const LATENCY_MS = 80;
const WARM_ROUNDS = 7;
const COLD_ROUNDS = 3;

/** A whole promotion test → prod, CLI process against a git server far away, beside a shell that does the same. */
export async function promotion(place: Place): Promise<Row[]> {
  const root = join(place.folder, "server");
  await mkdir(root);
  const { path } = await createLargeRepository({ root, name: "large", ...SIZE, env: place.env });
  await output({ file: "git", args: ["-C", path, "repack", "-adq"], env: place.env }, place.signal);
  const server = await startGitServer({ root, latencyMs: LATENCY_MS, env: place.env });
  try {
    return await measure(place, path, server);
  } finally {
    await server.close();
  }
}

async function measure({ folder, env, signal }: Place, path: string, server: GitServer): Promise<Row[]> {
  const url = server.urlOf("large");
  const run = (command: Command) => output(command, signal);
  const reset = async (): Promise<void> => {
    const branches = ["update-prod", "update-shell", "update-iso"].map((name) => `delete refs/heads/${name}\n`);
    await run(
      shell(`printf '${branches.join("").replaceAll("\n", "\\n")}' | git -C "$0" update-ref --stdin`, [path], env),
    );
  };
  const signalbox = (home: string, ...args: string[]): Command => ({
    file: process.execPath,
    args: [CLI, "promote", "test", "prod", "-R", url, "--json", ...args],
    env: { ...env, HOME: home },
    cwd: folder,
  });
  /** Wall time of one process that pushes, from a server that has no review branch. */
  const pushing = async (command: Command): Promise<number> => {
    await reset();
    return wall(command, signal);
  };
  const freshHome = () => mkdtemp(join(folder, "home-"));

  const warm = await freshHome();
  const mirror = join(folder, "shell.git");
  await run({ file: "git", args: ["clone", "-q", "--bare", url, mirror], env });
  await run(signalbox(warm, "--dry-run"));

  const planned = await sideBySide(WARM_ROUNDS, {
    ours: () => wall(signalbox(warm, "--dry-run"), signal),
    theirs: () => wall(shell(SHELL_PLAN, [mirror], env), signal),
  });
  const onward = async (): Promise<void> => {
    await run(shell(SHELL_COMMIT, [path], env));
  };
  const afterPush = await sideBySide(WARM_ROUNDS, {
    ours: async () => (await onward(), wall(signalbox(warm, "--dry-run"), signal)),
    theirs: async () => (await onward(), wall(shell(SHELL_PLAN, [mirror], env), signal)),
  });
  const applied = await sideBySide(WARM_ROUNDS, {
    ours: () => pushing(signalbox(warm, "--yes")),
    theirs: () => pushing(shell(SHELL_PROMOTION, [mirror], env)),
  });
  await reset();
  server.clearRequests();
  await run(signalbox(warm, "--yes"));
  const requests = server.requests.length;

  const cold = await sideBySide(COLD_ROUNDS, {
    ours: async () => pushing(signalbox(await freshHome(), "--yes")),
    theirs: async () => pushing(shell(SHELL_COLD, [url, await freshHome()], env)),
  });

  await reset();
  const clone = join(folder, "isomorphic");
  await run({ file: "git", args: ["clone", "-q", "--no-checkout", url, clone], env });
  const script = fileURLToPath(new URL("./isomorphic-promotion.js", import.meta.url));
  const isomorphic = await timed(() =>
    run({ file: process.execPath, args: [script, join(clone, ".git"), url, "test", "prod", "update-iso"], env }),
  );

  const gitVersion = (await run({ file: "git", args: ["--version"], env })).trim();
  const size = `${SIZE.commits} commits, ${SIZE.megabytes} MB, ${LATENCY_MS} ms a request`;
  const ms = (rounds: number) => `ms, whole process, median of ${rounds}; ${size}`;
  const topic = "promotion";
  return [
    row({
      topic,
      case: "plan, warm cache",
      metric: ms(WARM_ROUNDS),
      value: planned.ours,
      reference: planned.theirs,
      goal: { atMost: 1.2 },
      against: `fetch + log + merge-tree in a shell (${gitVersion})`,
    }),
    row({
      topic,
      case: "plan, warm cache, after a push to test",
      metric: ms(WARM_ROUNDS),
      value: afterPush.ours,
      reference: afterPush.theirs,
      goal: { atMost: 1.2 },
      against: `fetch + log + merge-tree in a shell (${gitVersion})`,
    }),
    row({
      topic,
      case: "plan and apply, warm cache",
      metric: ms(WARM_ROUNDS),
      value: applied.ours,
      reference: applied.theirs,
      goal: { atMost: 1.2 },
      against: `fetch + merge-tree + commit-tree + push in a shell (${gitVersion})`,
    }),
    row({
      topic,
      case: "plan and apply, warm cache",
      metric: "requests",
      value: requests,
      goal: { atMost: 4 },
      against: "counted by the server",
    }),
    row({
      topic,
      case: "plan and apply, no cache",
      metric: ms(COLD_ROUNDS),
      value: cold.ours,
      reference: cold.theirs,
      goal: { atMost: 0.5 },
      against: `clone + checkout + merge + push in a shell (${gitVersion})`,
    }),
    row({
      topic,
      case: "plan and apply, warm cache",
      metric: `${ms(WARM_ROUNDS)}; reference once`,
      value: applied.ours,
      reference: isomorphic,
      goal: { atMost: 0.1 },
      against: `isomorphic-git ${version()} doing the same in a warm clone`,
    }),
  ];
}

const shell = (script: string, args: readonly string[], env: Command["env"]): Command => ({
  file: "sh",
  args: ["-euc", script, ...args],
  env,
});

const FETCH = 'git fetch -q origin "+refs/heads/test:refs/heads/test" "+refs/heads/prod:refs/heads/prod"';
const SHELL_PLAN = `cd "$0"; ${FETCH}; git log --oneline prod..test >/dev/null; git merge-tree --write-tree prod test >/dev/null`;
/** On the server: a commit that changes one file, as a push would bring it. */
const SHELL_COMMIT = `cd "$0"; export GIT_INDEX_FILE="$0/bench-index" GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.c GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.c
  git read-tree test; blob=$(date +%s%N | git hash-object -w --stdin)
  git update-index --add --cacheinfo "100644,$blob,bench-file"
  git update-ref refs/heads/test "$(git commit-tree "$(git write-tree)" -p test -m "One commit more")"`;
const SHELL_PROMOTION = `cd "$0"; ${FETCH}
  tree=$(git merge-tree --write-tree prod test)
  commit=$(git commit-tree "$tree" -p prod -p test -m "Promote test to prod")
  git push -q --force-with-lease=refs/heads/update-shell: origin "$commit:refs/heads/update-shell"`;
const SHELL_COLD = `git clone -q "$0" "$1/work"; cd "$1/work"
  git checkout -q --no-track -b update-shell origin/prod
  git merge -q --no-edit origin/test
  git push -q origin update-shell`;
