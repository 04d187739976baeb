import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { peakMegabytes } from "../memory.js";
import { median, output, sideBySide, wall, type Command } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { farRepositories } from "./far-repositories.js";
import { notMeasured, row, type Row } from "../row.js";

const LATENCY_MS = 80;
const WORK_MS = 30;
const ROUNDS = 7;
const WARM_ROUNDS = 3;
const AT_ONCE = 32;
const TOKEN = "token-of-the-bench";

/** What is wanted for so many repositories: requests, ratios of time against each other way, megabytes. */
const GOALS = [
  { count: 11, requests: 6, rest: 1.1, warm: 1 / 1.5, first: 1 / 20, serial: 1 / 4.5, memory: 70 },
  { count: 33, requests: 14, rest: 0.9, warm: 1 / 2.7, first: 1 / 22, serial: 1 / 12, memory: 70 },
  { count: 100, requests: 40, rest: 0.6, warm: 1 / 7, first: null, serial: 1 / 35, memory: 80 },
] as const;
const MOST = 100;

/** What is unreleased in many repositories of a GitHub far away, beside REST and beside clones. Whole processes. */
export async function unreleasedGitHub(place: Place): Promise<Row[]> {
  const root = join(place.folder, "server");
  const slugs = await farRepositories(root, MOST);
  const far = await startFarAway(root, slugs, place);
  try {
    const rows: Row[] = [];
    for (const goal of GOALS) rows.push(...(await measure(place, far, slugs.slice(0, goal.count), goal)));
    const [, ...violations] = (await far.requests()).trim().split("\n");
    if (violations.length > 0) throw new Error(`The fake GitHub was asked wrongly: ${violations.join("; ")}`);
    return rows;
  } finally {
    await far.close();
  }
}

interface FarAway {
  readonly url: string;
  readonly gitUrl: string;
  /** How many there were since it was asked last, and what was wrong with them, one a line. */
  readonly requests: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** In its own process: it must not take the time of who is measured. */
async function startFarAway(root: string, slugs: readonly string[], { env, signal }: Place): Promise<FarAway> {
  const script = fileURLToPath(new URL("./git-hub-far-away.js", import.meta.url));
  const args = [script, root, String(LATENCY_MS), String(WORK_MS), TOKEN, ...slugs];
  const child = spawn(process.execPath, args, { env, signal, stdio: ["ignore", "pipe", "inherit"] });
  child.on("error", () => undefined); // aborted: told where it is waited for
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { url, gitUrl } = JSON.parse(line.toString()) as { url: string; gitUrl: string };
  return {
    url,
    gitUrl,
    requests: async () => (await fetch(`${url}/requests`)).text(),
    close: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function measure(
  { folder, env, signal }: Place,
  far: FarAway,
  slugs: readonly string[],
  goal: (typeof GOALS)[number],
): Promise<Row[]> {
  const { count } = goal;
  const ours: Command = {
    file: process.execPath,
    args: [CLI, "unreleased", ...slugs, "--json"],
    env: {
      ...env,
      GH_TOKEN: TOKEN,
      GITHUB_SERVER_URL: far.url,
      GITHUB_API_URL: `${far.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${far.url}/api/graphql`,
    },
    cwd: folder,
  };
  const rest = (way: string): Command => ({
    file: process.execPath,
    args: [
      fileURLToPath(new URL("./octokit-unreleased.js", import.meta.url)),
      way,
      `${far.url}/api/v3`,
      TOKEN,
      ...slugs,
    ],
    env,
  });
  const clones = join(folder, `clones-${count}`);
  await mkdir(clones);
  const urls = slugs.map((slug) => `${far.gitUrl}/${slug}.git`);
  const shell = (script: string): Command => ({ file: "sh", args: ["-euc", script, clones, ...urls], env });
  const take = (command: Command) => wall(command, signal);

  await take(ours); // the answers are made
  await take(rest("at-once"));
  await far.requests();
  await take(ours);
  const requests = Number((await far.requests()).split("\n")[0]);
  const atOnce = await sideBySide(ROUNDS, { ours: () => take(ours), theirs: () => take(rest("at-once")) });
  const first = await take(shell(`${CLONE}; ${LOOK}`));
  const warm = await sideBySide(WARM_ROUNDS, {
    ours: () => take(ours),
    theirs: () => take(shell(`${FETCH}; ${LOOK}`)),
  });
  const serial = await take(rest("one-by-one"));
  const memory = median([
    await peakMegabytes(ours, signal),
    await peakMegabytes(ours, signal),
    await peakMegabytes(ours, signal),
  ]);

  const gitVersion = (await output({ file: "git", args: ["--version"], env }, signal)).trim();
  const base = { topic: "unreleased-github", case: `${count} repositories` };
  const ms = `ms, whole process; ${LATENCY_MS} ms a request, ${WORK_MS} ms a comparison`;
  const asked = "find-unreleased's way in a shell, 32 at once";
  return [
    row({
      ...base,
      metric: "requests",
      value: requests,
      goal: { atMost: goal.requests },
      against: "counted by the server",
    }),
    row({
      ...base,
      metric: `${ms}; median of ${ROUNDS}`,
      value: atOnce.ours,
      reference: atOnce.theirs,
      goal: { atMost: goal.rest },
      against: `@octokit/core 7.0.8, REST all at once, ${count * 2} requests`,
    }),
    row({
      ...base,
      metric: `${ms}; median of ${WARM_ROUNDS}`,
      value: warm.ours,
      reference: warm.theirs,
      goal: { atMost: goal.warm },
      against: `fetch + reset + describe + log, ${asked} (${gitVersion})`,
    }),
    goal.first === null
      ? notMeasured(base.topic, base.case, { atMost: 1 }, "clones of so many: no goal is set")
      : row({
          ...base,
          metric: `${ms}; reference once`,
          value: atOnce.ours,
          reference: first,
          goal: { atMost: goal.first },
          against: `clone + describe + log, ${asked} (${gitVersion})`,
        }),
    row({
      ...base,
      metric: `${ms}; reference once`,
      value: atOnce.ours,
      reference: serial,
      goal: { atMost: goal.serial },
      against: "@octokit/core 7.0.8, REST one after the other",
    }),
    row({
      ...base,
      metric: "peak memory, MB, median of 3",
      value: memory,
      goal: { atMost: goal.memory },
      against: "resource usage of the process",
    }),
  ];
}

const POOL = `cd "$0"; printf '%s\\0' "$@" | xargs -0 -n 1 -P ${AT_ONCE} sh -euc`;
const CLONE = `${POOL} 'git clone -q "$0"'`;
const FETCH = `${POOL} 'name=\${0##*/}; cd "\${name%.git}"; git fetch -q --tags origin; git reset -q --hard origin/main'`;
const LOOK = `for url in "$@"; do
  name=\${url##*/}; cd "$0/\${name%.git}"
  last=$(git describe --tags --abbrev=0)
  git log --reverse --pretty=format:%s --no-merges "$last.." >/dev/null
done`;
