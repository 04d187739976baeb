import { createBareRepository } from "../bare-repository/create-bare-repository.js";
import type { Environment } from "../environment.js";
import { history } from "../history/history.js";
import { type Random, seededRandom } from "../history/random.js";

export interface LargeRepositoryOptions {
  readonly root: string;
  readonly name: string;
  /** Commits in all; at least 500. */
  readonly commits: number;
  /** About the size of its pack. */
  readonly megabytes: number;
  readonly seed: number;
  /** Default 5 January 2026, so that object ids never change by themselves. */
  readonly endAt?: Date;
  readonly env?: Environment | undefined;
}

const ASSET_BYTES = 65_536;
const RANGE = 30;

/** A big repository with protected dev, test and prod; prod lacks about 30 commits of test and merges cleanly. */
export async function createLargeRepository(options: LargeRepositoryOptions): Promise<{ readonly path: string }> {
  const { root, name, seed, commits, env } = options;
  const environments = ["dev", "test", "prod"] as const;
  const path = await createBareRepository(root, name, { defaultBranch: "dev", protected: environments, env });
  const h = history({ seed, endAt: options.endAt ?? new Date("2026-01-05T12:00:00Z"), gapMs: 3_600_000 });
  const bytes = seededRandom(seed + 1);
  const assets = Math.ceil((options.megabytes * 1_000_000) / ASSET_BYTES);
  const body = commits - RANGE - 11;
  const every = Math.max(1, Math.floor(body / assets));
  let written = 0;
  for (let count = 0; count < body; count++) {
    if (count > 0 && count % 40 === 0) {
      h.branch("topic", "dev");
      h.commits("topic", 2);
      h.merge("dev", "topic");
      count += 2;
    } else if (written < assets && count >= written * every) {
      h.commit("dev", { files: { [`assets/clip-${written++}.bin`]: noise(bytes) } });
    } else h.commit("dev");
  }
  h.deleteBranch("topic");
  h.branch("prod", "dev");
  h.commit("prod", { subject: "Hold the modem back in production", files: { "hold.txt": "modem\n" } });
  h.commits("dev", RANGE);
  h.branch("test", "dev");
  h.commits("dev", 10);
  await h.write(path, { env });
  return { path };
}

/** Bytes that do not compress. */
function noise(random: Random): Buffer {
  const words = Uint32Array.from({ length: ASSET_BYTES / 4 }, () => random.below(0x1_0000_0000));
  return Buffer.from(words.buffer);
}
