import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBareRepository, history } from "@signalbox/testbed";
import { output, sideBySide, wall, type Command } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { row, type Row } from "../row.js";

const REPOSITORIES = 11;
/** Each line is a release branch with four tags, cut from the mainline and merged back, or forgotten. */
const LINES = 35;
const ROUNDS = 5;
const MOST_PROCESSES = 6;
const MOST_MS = 5000;

/** The folder whose repositories are audited instead of made ones: real ones, bare or cloned. */
const REAL = process.env["SIGNALBOX_BENCH_REPOSITORIES"];

/** The audit of eleven repositories with 25,000 commits and 1,500 tags, warm: time of the process, and git processes. */
export async function audit(place: Place): Promise<Row[]> {
  const { folder, signal } = place;
  const repositories = REAL === undefined ? await makeRepositories(place) : await repositoriesIn(REAL);
  const { env, countProcesses } = await countingGit(place);
  const command: Command = {
    file: process.execPath,
    args: [CLI, "audit", ...repositories, "--json", "--concurrency", "8"],
    env: { ...env, HOME: join(folder, "home") },
    cwd: folder,
  };
  await output(command, signal);
  await countProcesses();
  const { counts } = JSON.parse(await output(command, signal)) as { counts: Readonly<Record<string, number>> };
  const processes = (await countProcesses()) / repositories.length;

  const plain = { ...command, env: { ...command.env, PATH: place.env["PATH"] ?? "" } };
  const figures = await sideBySide(ROUNDS, {
    ours: () => wall(plain, signal),
    theirs: () =>
      wall({ file: "sh", args: ["-euc", LOOK_AT_ALL, "sh", ...repositories], env: place.env, cwd: folder }, signal),
  });
  const size = await output(
    { file: "sh", args: ["-euc", SIZE, "sh", ...repositories], env: place.env, cwd: folder },
    signal,
  );
  const found = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const name = `${repositories.length} repositories, ${size.trim()}, warm; ${found} findings of ${Object.keys(counts).length} kinds`;
  const gitVersion = (await output({ file: "git", args: ["--version"], env: place.env }, signal)).trim();
  return [
    row({
      topic: "audit",
      case: name,
      metric: "git processes a repository",
      value: processes,
      goal: { atMost: MOST_PROCESSES },
      against: "counted by a git that writes down each start",
    }),
    row({
      topic: "audit",
      case: name,
      metric: `ms, whole process, median of ${ROUNDS}`,
      value: figures.ours,
      goal: { atMost: MOST_MS },
      against: `${figures.theirs.toFixed(0)} ms for listing refs and commits by a shell, 2 at once (${gitVersion})`,
    }),
  ];
}

async function makeRepositories({ folder, env, signal }: Place): Promise<readonly string[]> {
  const root = join(folder, "fleet");
  await mkdir(root);
  const paths: string[] = [];
  for (let index = 0; index < REPOSITORIES; index++) {
    signal.throwIfAborted();
    const path = await createBareRepository(root, `component-${index}`, { defaultBranch: "main", env });
    const told = history({ seed: index, endAt: new Date("2026-01-05T12:00:00Z"), gapMs: 3_600_000 });
    told.commits("main", 20);
    for (let line = 1; line <= LINES; line++) tellLine(told, `${line}.0`, line);
    await told.write(path, { env });
    await output({ file: "git", args: ["-C", path, "repack", "-adq"], env }, signal);
    paths.push(path);
  }
  return paths;
}

/** Sixty-six commits and four tags; every seventh line is never merged back, every fifth goes on after its last tag. */
function tellLine(told: ReturnType<typeof history>, branch: string, line: number): void {
  told.commits("main", 50);
  told.branch(branch, "main");
  for (const patch of [0, 1, 2, 3]) {
    const fix = told.commit(branch, { files: { [`fixes/${branch}-${patch}.txt`]: `${patch}\n` } });
    told.tag(line % 11 === 0 && patch === 2 ? `${branch}.2` : `v${branch}.${patch}`, fix);
    if (line % 7 === 0 && patch === 3) told.cherryPick(fix, "main");
  }
  if (line % 5 === 0) told.commit(branch, { files: { [`late/${branch}.txt`]: "late\n" } });
  if (line % 7 !== 0) told.merge("main", branch);
  told.commits("main", 10);
}

/** Bare repositories and clones directly below a folder. */
async function repositoriesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** A git in front of the real one that writes a line for each start. */
async function countingGit({ folder, env, signal }: Place): Promise<{
  readonly env: Readonly<Record<string, string>>;
  /** How often git was started since this was asked last. */
  readonly countProcesses: () => Promise<number>;
}> {
  const bin = join(folder, "counting");
  const log = join(folder, "starts.log");
  const real = (await output({ file: "sh", args: ["-euc", "command -v git"], env }, signal)).trim();
  await mkdir(bin);
  await writeFile(join(bin, "git"), `#!/bin/sh\necho >>'${log}'\nexec '${real}' "$@"\n`);
  await chmod(join(bin, "git"), 0o755);
  return {
    env: { ...env, PATH: `${bin}:${env["PATH"] ?? ""}` },
    countProcesses: async () => {
      const lines = await readFile(log, "utf8").catch(() => "");
      await writeFile(log, "");
      return lines.length;
    },
  };
}

/** Refs and commits of every repository, as they are needed for any answer. */
const LOOK_AT_ALL = `printf '%s\\0' "$@" | xargs -0 -n 1 -P 2 sh -euc 'git -C "$0" for-each-ref >/dev/null
  git -C "$0" log --branches --tags --format="%H %T %P %an %ae %aI %ct %s" >/dev/null'`;

const SIZE = `commits=0; tags=0
  for path; do
    commits=$((commits + $(git -C "$path" rev-list --branches --tags --count)))
    tags=$((tags + $(git -C "$path" tag | wc -l)))
  done
  echo "$commits commits, $tags tags"`;
