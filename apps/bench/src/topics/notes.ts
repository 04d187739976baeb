import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { nativeRepositories } from "@signalbox/git";
import { readHistory } from "@signalbox/release-notes";
import { type Command, output, sideBySide, timed, wall } from "../measure.js";
import { peakMegabytes } from "../memory.js";
import { notesRepository } from "../notes-repository.js";
import { CLI, type Place } from "../place.js";
import { notMeasured, row, type Row } from "../row.js";

const USUAL = 8000;
const LONG = 54_000;
const ROUNDS = 5;
const PEERS = ["git-cliff@2.14.2", "conventional-changelog@7.2.1"];
const INSTALL_MS = 90_000;

/** The same fields, taken by a pipe as ours takes them. */
const LOG = `git -C "$0" log -z --format='%H%x00%P%x00%an%x00%ae%x00%aI%x00%ct%x00%s%x00%b' "$1" | wc -c`;

/** Notes of whole histories and of ranges, beside the `git log` that nobody can do without, and other tools. */
export async function notes(place: Place): Promise<Row[]> {
  const { folder, signal, env } = place;
  const [usual, long] = [join(folder, "usual.git"), join(folder, "long.git")];
  await notesRepository(place, usual, USUAL);
  await notesRepository(place, long, LONG);
  const gitVersion = (await output({ file: "git", args: ["--version"], env }, signal)).trim();
  const ours = (path: string, from?: string): Command => ({
    file: "sh",
    args: ["-euc", `"$@" | wc -c`, "sh", process.execPath, ...render(path, from)],
    env,
    cwd: folder,
  });
  const log = (path: string, range = "main"): Command => ({ file: "sh", args: ["-euc", LOG, path, range], env });
  const beforeIn = async (path: string, count: number): Promise<string> =>
    (
      await output({ file: "git", args: ["-C", path, "rev-list", `--skip=${count}`, "-n1", "main"], env }, signal)
    ).trim();
  const metric = `ms, whole process, median of ${ROUNDS}`;

  const rows: Row[] = [];
  for (const [path, commits, atMost] of [
    [usual, USUAL, 2.5],
    [long, LONG, 1.3],
  ] as const) {
    const figures = await sideBySide(ROUNDS, {
      ours: () => wall(ours(path), signal),
      theirs: () => wall(log(path), signal),
    });
    rows.push(
      row({
        topic: "notes",
        case: `full history of ${commits} commits to Markdown`,
        metric,
        value: figures.ours,
        reference: figures.theirs,
        goal: { atMost },
        against: `git log with the same fields (${gitVersion})`,
      }),
    );
  }
  const megabytes = await peakMegabytes({ file: process.execPath, args: render(long), env, cwd: folder }, signal);
  rows.push(
    row({
      topic: "notes",
      case: `full history of ${LONG} commits`,
      metric: "peak MB",
      value: megabytes,
      goal: { atMost: 130 },
      against: "a plain limit",
    }),
    await unaccounted(place, long),
  );

  const [twenty, many] = [await beforeIn(long, 20), await beforeIn(long, 3357)];
  const small = await sideBySide(ROUNDS, {
    ours: () => wall(ours(long, twenty), signal),
    theirs: () => wall({ file: process.execPath, args: ["-e", "0"], env }, signal),
  });
  const large = await sideBySide(ROUNDS, {
    ours: () => wall(ours(long, many), signal),
    theirs: () => wall(log(long, `${many}..main`), signal),
  });
  const range = { topic: "notes", metric };
  rows.push(
    row({
      ...range,
      case: "a range of 20 commits",
      value: small.ours,
      reference: small.theirs,
      goal: { atMost: 2.7 },
      against: "node -e 0",
    }),
    row({
      ...range,
      case: "a range of 3357 commits",
      value: large.ours,
      reference: large.theirs,
      goal: { atMost: 2 },
      against: `git log of the range (${gitVersion})`,
    }),
    ...(await besidePeers(place, usual, () => wall(ours(usual), signal))),
  );
  return rows;
}

const render = (path: string, from?: string): readonly string[] => [
  CLI,
  ...["notes", "render", "--for", "markdown", "--history", "--quiet", "-R", path],
  ...(from === undefined ? [] : ["--from", from]),
];

/** Commits that are neither shown nor hidden by a named rule. */
async function unaccounted({ folder, env, signal }: Place, path: string): Promise<Row> {
  const repository = await nativeRepositories({ cacheDir: join(folder, "cache"), env }).open(path, { signal });
  const { releases, account } = await readHistory(repository, {}, { signal });
  for await (const release of releases) if (release.entries.length === 0) throw new Error("A release has no commits.");
  const { shown, hidden } = account();
  const told = shown + Object.values(hidden).reduce((sum, count) => sum + count, 0);
  const all = Number(await output({ file: "git", args: ["-C", path, "rev-list", "--count", "main"], env }, signal));
  return row({
    topic: "notes",
    case: `full history of ${all} commits`,
    metric: "commits neither shown nor hidden by a rule",
    value: all - told,
    goal: { atMost: 0 },
    against: `${shown} shown, ${Object.entries(hidden)
      .map(([why, count]) => `${count} ${why}`)
      .join(", ")}`,
  });
}

/** Other tools of the npm registry, each once: they take tens of seconds. */
async function besidePeers(place: Place, path: string, ours: () => Promise<number>): Promise<readonly Row[]> {
  const { folder, env, signal } = place;
  const peers = join(folder, "peers");
  const goals = [1 / 9, 1 / 12].map((atMost) => ({ atMost: Number(atMost.toPrecision(3)) }));
  await mkdir(peers);
  const install = ["install", "--prefix", peers, "--no-audit", "--no-fund", "--no-save", ...PEERS];
  const limit = AbortSignal.any([signal, AbortSignal.timeout(INSTALL_MS)]);
  try {
    // The user's own settings say which registry there is, and how it is reached.
    const given = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
    await output({ file: "npm", args: install, env: Object.fromEntries(given), cwd: peers }, limit);
  } catch (error) {
    signal.throwIfAborted();
    const why = `not installed: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`;
    return PEERS.map((peer, index) => notMeasured("notes", `beside ${peer}`, goals[index] ?? { atMost: 0 }, why));
  }
  const clone = join(folder, "clone");
  await output({ file: "git", args: ["clone", "-q", "--no-checkout", path, clone], env }, signal);
  const bin = (name: string): string => join(peers, "node_modules", ".bin", name);
  const commands: readonly Command[] = [
    { file: bin("git-cliff"), args: ["--config", "keepachangelog", "-o", join(folder, "cliff.md")], env, cwd: clone },
    {
      file: bin("conventional-changelog"),
      args: ["-p", "conventionalcommits", "-r", "0", "-o", join(folder, "cc.md")],
      env,
      cwd: clone,
    },
  ];
  const rows: Row[] = [];
  for (const [index, command] of commands.entries()) {
    const [peer, goal] = [PEERS[index] ?? "", goals[index] ?? { atMost: 0 }];
    try {
      const theirs = await timed(() => output(command, signal));
      const figure = await ours();
      rows.push(
        row({
          topic: "notes",
          case: `full history of ${USUAL} commits`,
          metric: "ms, whole process, one run",
          value: figure,
          reference: theirs,
          goal,
          against: peer,
        }),
      );
    } catch (error) {
      signal.throwIfAborted();
      rows.push(
        notMeasured("notes", `beside ${peer}`, goal, error instanceof Error ? error.message.slice(0, 120) : ""),
      );
    }
  }
  return rows;
}
