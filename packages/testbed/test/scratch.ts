import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";

// Real processes on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 30_000 });

/** Looks again until it holds. */
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 10 });

/** A folder that lives as long as the test. */
export async function scratch(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "testbed-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

export { commitEmpty } from "../src/index.js";
