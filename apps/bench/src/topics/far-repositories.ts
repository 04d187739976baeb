import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { createBareRepository, history, seededRandom } from "@signalbox/testbed";

/** Commits, files and kB of the packs of real repositories: first the eleven of one product, then those of another. */
const SHAPES = [
  [6956, 1010, 32356],
  [605, 303, 1301],
  [687, 442, 2267],
  [497, 118, 1695],
  [1439, 248, 5300],
  [60, 55, 697],
  [7624, 2347, 25414],
  [6683, 858, 23791],
  [71, 42, 439],
  [1033, 708, 8675],
  [237, 42, 1075],
  [126, 18, 3144],
  [143, 29, 1037],
  [1479, 243, 5590],
  [1078, 169, 5473],
  [509, 25, 443],
  [3222, 165, 11176],
  [78, 11, 143],
  [159, 28, 6873],
  [266, 43, 398],
  [733, 86, 10706],
  [147, 29, 589],
  [36, 12, 50],
  [93, 16, 4800],
  [1111, 136, 833],
  [399, 80, 33262],
  [148, 14, 2716],
] as const;

const RELEASES = 20;
/** What a commit of source takes in a pack, about. */
const COMMIT_BYTES = 400;
const ASSET_BYTES = 250_000;

/** Repositories of that shape below `root`, each with twenty releases and up to ten commits after the last. */
export async function farRepositories(root: string, count: number): Promise<readonly string[]> {
  const slugs = Array.from({ length: count }, (_, index) => `acme/component-${String(index).padStart(3, "0")}`);
  await mkdir(root);
  for (const [index, slug] of slugs.entries()) {
    const shape = SHAPES[index];
    const same = slugs[index % SHAPES.length] ?? slug;
    if (shape === undefined) {
      const [from, to] = [join(root, `${same}.git`), join(root, `${slug}.git`)];
      await mkdir(dirname(to), { recursive: true });
      await promisify(execFile)("cp", ["-al", from, to]);
    } else await makeRepository(await createBareRepository(root, slug), index, shape);
  }
  return slugs;
}

async function makeRepository(
  path: string,
  seed: number,
  [commits, files, kilobytes]: (typeof SHAPES)[number],
): Promise<void> {
  const one = history({ seed, endAt: new Date("2026-03-02T09:00:00Z"), gapMs: 3_600_000 });
  const bytes = seededRandom(seed + 1);
  const assets = Math.max(0, Math.round((kilobytes * 1000 - commits * COMMIT_BYTES) / ASSET_BYTES));
  const sources = Array.from({ length: files }, (_, index) => [
    `src/part-${index % 20}/file-${index}.txt`,
    `${index}\n`.repeat(200),
  ]);
  one.commit("main", { subject: "Begin", files: Object.fromEntries(sources) as Record<string, string> });
  const unreleased = 1 + (seed % 10);
  const released = Math.max(RELEASES, commits - 1 - unreleased);
  let written = 0;
  for (let commit = 1; commit <= released; commit += 1) {
    if (written < assets && commit >= (written * released) / assets)
      one.commit("main", { files: { [`assets/clip-${written++ % 8}.bin`]: noise(bytes) } });
    else one.commit("main");
    const release = (commit * RELEASES) / released;
    if (Math.floor(release) > Math.floor(((commit - 1) * RELEASES) / released))
      one.tag(`v1.${Math.floor(release) - 1}.0`, "main", `Release 1.${Math.floor(release) - 1}.0`);
  }
  one.commits("main", unreleased);
  await one.write(path);
}

/** Bytes that do not compress. */
function noise(random: ReturnType<typeof seededRandom>): Buffer {
  const words = Uint32Array.from({ length: ASSET_BYTES / 4 }, () => random.below(0x1_0000_0000));
  return Buffer.from(words.buffer);
}
