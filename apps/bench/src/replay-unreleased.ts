import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import { nativeRepositories } from "@signalbox/git";
import { historyOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";
import { type ComponentReport, findUnreleased } from "@signalbox/release-notes";
import { startGitHub } from "@signalbox/testbed/github";

// Reads what is unreleased of real repositories twice, from a clone and from a GitHub that has them, and says where the
// reports differ. Where GitHub alone decides, it must be what the clone says; else the exit code is 1.
// Use: npm run --silent build:js -w @signalbox/bench && node apps/bench/dist/replay-unreleased.js <bare repository…>

const UNDECIDED = "undecided-without-clone";

/** What both ways must agree on: all but what only GitHub knows. */
const comparable = ({ repository: _, unreleased, warnings, ...report }: ComponentReport) => ({
  ...report,
  unreleased: unreleased.map(({ login: _login, pullRequest: _pullRequest, ...change }) => change),
  warnings: warnings.filter(({ code }) => code !== UNDECIDED),
});

function verdict(clone: ComponentReport, remote: ComponentReport): string {
  const doubt = remote.warnings.find(({ code }) => code === UNDECIDED)?.message;
  const [one, other] = [comparable(clone), comparable(remote)];
  const differing = Object.keys(one).filter(
    (key) => !isDeepStrictEqual(one[key as keyof typeof one], other[key as keyof typeof other]),
  );
  if (differing.length === 0) return doubt === undefined ? "equal" : `equal, but: ${doubt}`;
  return doubt === undefined ? `DIFFERENT ${differing.join(", ")}` : `undecided (${differing.join(", ")}): ${doubt}`;
}

async function replay(paths: readonly string[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-replay-"));
  const slugs: string[] = [];
  for (const path of paths) {
    // `<owner>/<name>.git`, or `<owner>+<name>/repo` as mirrors are often kept.
    const named =
      basename(path) === "repo" ? basename(dirname(path)).replace("+", "/") : path.split("/").slice(-2).join("/");
    const slug = named.replace(/\.git$/, "");
    await mkdir(join(folder, dirname(slug)), { recursive: true });
    await promisify(execFile)("git", ["clone", "--quiet", "--mirror", resolve(path), join(folder, `${slug}.git`)]);
    slugs.push(slug);
  }
  const users = [{ login: "reader", token: "token-of-the-reader" }];
  const gitHub = await startGitHub({ root: folder, repositories: slugs.map((slug) => ({ slug })), users });
  try {
    const components = slugs.map((slug) => ({ name: slug, repository: join(folder, `${slug}.git`) }));
    const repositories = nativeRepositories({ cacheDir: join(folder, "cache"), env: process.env });
    const clones = await findUnreleased({ repositories }, { components, concurrency: 2 });
    const client = gitHubClient({
      token: "token-of-the-reader",
      apiUrl: gitHub.apiUrl,
      graphqlUrl: gitHub.graphqlUrl,
      retries: 0,
    });
    const remote = await findUnreleased(
      { repositories, history: historyOn(client, { locate: (path) => slugOfPath(folder, path) }) },
      { components },
    );
    const rows = clones.components.map((clone, index) => {
      const other = remote.components[index] ?? clone;
      return {
        repository: clone.name,
        byGit: clone.latest?.tag ?? clone.error?.code ?? null,
        byGitHub: other.latest?.tag ?? other.error?.message ?? null,
        unreleased: [clone.unreleased.length, other.unreleased.length],
        verdict: verdict(clone, other),
        clone,
        other,
      };
    });
    for (const { repository, byGit, byGitHub, unreleased, verdict: said, clone, other } of rows) {
      process.stdout.write(`${[repository, byGit, byGitHub, unreleased.join("/"), said].join(" | ")}\n`);
      if (process.env["SHOW_DIFFERENCES"] !== undefined && said !== "equal")
        process.stdout.write(`${JSON.stringify({ clone: clone.warnings, other: other.warnings }, null, 2)}\n`);
    }
    process.stdout.write(`${gitHub.requests.length} requests; ${gitHub.violations.length} violations\n`);
    for (const violation of new Set(gitHub.violations)) process.stdout.write(`violation: ${violation}\n`);
    return gitHub.violations.length === 0 && !rows.some(({ verdict: said }) => said.startsWith("DIFFERENT"));
  } finally {
    await gitHub.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const slugOfPath = (folder: string, path: string) => {
  const [owner = "", repo = ""] = path.slice(folder.length + 1).split("/");
  return { owner, repo: repo.replace(/\.git$/, "") };
};

const paths = process.argv.slice(2);
if (paths.length === 0) {
  process.stderr.write("usage: replay-unreleased <bare repository…>\n");
  process.exitCode = 2;
} else if (!(await replay(paths))) process.exitCode = 1;
