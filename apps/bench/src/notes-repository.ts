import { spawn } from "node:child_process";
import { once } from "node:events";
import { seededRandom } from "@signalbox/testbed";
import { output } from "./measure.js";
import type { Place } from "./place.js";

const WORDS =
  "add remove sync form subject encounter catchment report user upload api cache index query token field rule page";
const TYPES = ["feat", "fix", "docs", "chore", "refactor", "test"];
const RELEASE_EVERY = 90;

/**
 * A bare repository of a given length: two in five subjects are conventional, two name an issue, a third have a body, one
 * in twelve commits is a merge of a side branch, and every ninetieth is a release.
 */
export async function notesRepository({ env, signal }: Place, path: string, commits: number): Promise<void> {
  await output({ file: "git", args: ["init", "-q", "--bare", "-b", "main", path], env }, signal);
  const child = spawn("git", ["-C", path, "fast-import", "--quiet"], {
    env,
    signal,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const closed = once(child, "close");
  for (const piece of story(commits)) if (!child.stdin.write(piece)) await once(child.stdin, "drain");
  child.stdin.end();
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}.`);
  const tidy = `git -C "$0" branch -q -D side; git -C "$0" repack -adq; git -C "$0" pack-refs --all`;
  await output({ file: "sh", args: ["-euc", tidy, path], env }, signal);
}

function* story(commits: number): Generator<string> {
  const random = seededRandom(commits);
  const oneOf = (all: readonly string[]): string => all[random.below(all.length)] ?? "";
  const words = WORDS.split(" ");
  const some = (count: number): string => Array.from({ length: count }, () => oneOf(words)).join(" ");
  let [mark, at, releases] = [0, 1_500_000_000, 0];

  const commit = (branch: string, message: string, parents: readonly number[]): string => {
    mark += 1;
    at += 600 + random.below(4400);
    const by = `Dev ${mark % 70} <dev${mark % 70}@example.org> ${at} +0530`;
    const from = parents.map((parent, index) => `${index === 0 ? "from" : "merge"} :${parent}\n`).join("");
    return `commit refs/heads/${branch}\nmark :${mark}\nauthor ${by}\ncommitter ${by}\ndata ${Buffer.byteLength(message)}\n${message}\n${from}\n`;
  };
  const message = (): string => {
    const text = some(4 + random.below(6));
    const sort = random.below(10);
    const subject =
      sort < 4 ? `${oneOf(TYPES)}(${oneOf(words)}): ${text}` : sort < 8 ? `#${1 + random.below(3000)} | ${text}` : text;
    const body = random.below(3) === 0 ? `\n\n${some(10)}\n${some(10)}` : "";
    return `${subject}${body}${random.below(50) === 0 ? `\n\nBREAKING CHANGE: ${text}` : ""}`;
  };

  yield commit("main", "Begin", []);
  let head = mark;
  while (mark < commits) {
    if (random.below(12) === 0 && mark + 8 < commits) {
      let side = head;
      for (let left = 1 + random.below(5); left > 0; left -= 1) {
        yield commit("side", message(), [side]);
        side = mark;
      }
      yield commit("main", message(), [head]);
      yield commit("main", `Merge pull request #${mark} from acme/side`, [mark, side]);
    } else yield commit("main", message(), [head]);
    head = mark;
    if (Math.floor(mark / RELEASE_EVERY) > releases) {
      releases = Math.floor(mark / RELEASE_EVERY);
      yield `reset refs/tags/v${Math.floor(releases / 20)}.${releases % 20}.0\nfrom :${head}\n\n`;
    }
  }
}
