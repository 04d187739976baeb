import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { createBareRepository, history, startGitServer, type GitServer } from "@signalbox/testbed";
import { median, output, wall, type Command } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { row, type Row } from "../row.js";

const REPOSITORIES = 11;
const COMMITS = 300;
const LATENCY_MS = 80;
const ROUNDS = 5;

/** Tagging eleven repositories of one release, CLI process against a git server far away. */
export async function tagging(place: Place): Promise<Row[]> {
  const root = join(place.folder, "server");
  await mkdir(root);
  const names = Array.from({ length: REPOSITORIES }, (_, index) => `component-${index + 1}`);
  for (const [index, name] of names.entries()) {
    const path = await createBareRepository(root, name, { defaultBranch: "main", env: place.env });
    const told = history({ seed: 40 + index, endAt: new Date("2026-11-20T12:00:00Z") });
    told.commits("main", COMMITS);
    told.tag("v16.1.0", "main");
    told.branch("16.2", "main");
    told.commits("16.2", 3);
    await told.write(path, { env: place.env });
  }
  const server = await startGitServer({ root, latencyMs: LATENCY_MS, env: place.env });
  try {
    return await measure(place, names, server);
  } finally {
    await server.close();
  }
}

async function measure({ folder, env, signal }: Place, names: readonly string[], server: GitServer): Promise<Row[]> {
  const home = await mkdtemp(join(folder, "home-"));
  const urls = names.map((name) => server.urlOf(name));
  const tag = (version: string, targets: readonly string[], ...rest: string[]): Command => ({
    file: process.execPath,
    args: [CLI, "tag", version, ...targets, "--jsonl", ...rest],
    env: { ...env, HOME: home },
    cwd: folder,
  });
  await output(tag("16.2.0", urls, "--dry-run"), signal);

  // Shell: one push after the other from warm clones, as the process of today does it.
  const clones = join(folder, "clones");
  for (const name of names) {
    const clone = ["clone", "-q", "--bare", server.urlOf(name), join(clones, name)];
    await output({ file: "git", args: clone, env }, signal);
  }
  const push = (name: string, version: string): Command => ({
    file: "sh",
    args: ["-euc", PUSH, join(clones, name), `v${version}`],
    env,
  });

  const tagged = async (version: string, targets: readonly string[]): Promise<Figures> => {
    const began = performance.now();
    const events = await output(tag(version, targets, "--yes", "--allow-shared-commit"), signal);
    return { whole: performance.now() - began, pushing: pushingTime(events) };
  };
  const [all, alone]: [Figures[], Figures[]] = [[], []];
  const [slowestPush, inTurn]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const together = await tagged(`16.2.${3 * round}`, urls);
    const single: Figures[] = [];
    for (const url of urls) single.push(await tagged(`16.2.${3 * round + 1}`, [url]));
    const pushes: number[] = [];
    for (const name of names) pushes.push(await wall(push(name, `16.2.${3 * round + 2}`), signal));
    if (round === 0) continue;
    all.push(together);
    alone.push({
      whole: Math.max(...single.map(({ whole }) => whole)),
      pushing: Math.max(...single.map(({ pushing }) => pushing)),
    });
    slowestPush.push(Math.max(...pushes));
    inTurn.push(pushes.reduce((sum, figure) => sum + figure, 0));
  }
  const gitVersion = (await output({ file: "git", args: ["--version"], env }, signal)).trim();
  const where = `median of ${ROUNDS}; ${REPOSITORIES} repositories, ${LATENCY_MS} ms a request`;
  const whole = { metric: `ms, whole process, ${where}`, value: median(all.map((figures) => figures.whole)) };
  const topic = "tagging";
  return [
    row({
      topic,
      case: "pushing all the tags",
      metric: `ms, from the first push to the end of the last, ${where}`,
      value: median(all.map(({ pushing }) => pushing)),
      reference: median(alone.map(({ pushing }) => pushing)),
      goal: { atMost: 2 },
      against: "the slowest of these pushes alone",
    }),
    row({
      topic,
      case: "plan and apply, warm cache",
      ...whole,
      reference: median(alone.map((figures) => figures.whole)),
      goal: { atMost: 2 },
      against: "the slowest of them tagged alone; server and client share the processors",
    }),
    row({
      topic,
      case: "plan and apply, warm cache",
      ...whole,
      reference: median(inTurn),
      goal: { atMost: 1 },
      against: `git tag and git push, one repository after the other in a shell (${gitVersion})`,
    }),
    row({
      topic,
      case: "plan and apply, warm cache",
      ...whole,
      reference: median(slowestPush),
      goal: { atMost: REPOSITORIES },
      against: `the slowest single git push alone (${gitVersion}); no fetch, no checks`,
    }),
  ];
}

interface Figures {
  readonly whole: number;
  /** From the start of the first push to the end of the last, milliseconds. */
  readonly pushing: number;
}

function pushingTime(events: string): number {
  const times = events
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly type: string; readonly at?: string })
    .filter(({ type }) => type === "action-started" || type === "action-finished")
    .map(({ at = "" }) => Date.parse(at));
  return Math.max(...times) - Math.min(...times);
}

const PUSH = `cd "$0"; git tag -a -m "Release" "$1" refs/heads/16.2; git push -q origin "refs/tags/$1"`;
