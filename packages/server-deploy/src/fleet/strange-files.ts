import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { PackageManager } from "../package-manager/package-manager.js";
import type { Host } from "../ports.js";
import type { PackageState } from "./package-outcome.js";

/** Paths; `unknown`: nobody can say. */
export type StrangeFiles = readonly string[] | "unknown";

const DEADLINE_MS = 90_000;

/**
 * A manager that lists a package only when all its files lie there says "as before" in the middle of them. So where the
 * end was not seen, and its list says the same as before, it is asked about the files themselves.
 */
export async function strangeFiles(
  host: Host,
  manager: PackageManager,
  { package: name, before, after }: Asked,
  { signal }: CallOptions,
): Promise<StrangeFiles> {
  const { contents } = manager;
  if (contents === null || before?.version !== after?.version) return [];
  if (after === null) return "unknown";
  try {
    const ran = await host.run(contents.argv(name), {
      signal,
      asRoot: true,
      deadlineMs: DEADLINE_MS,
      maxBytes: 256 * 1024,
    });
    return contents.strangeIn(ran.stdout, ran.code);
  } catch (error) {
    signal?.throwIfAborted();
    if (!isReleaseError(error)) throw error;
    return "unknown";
  }
}

interface Asked {
  readonly package: string;
  readonly before: Pick<PackageState, "version"> | null;
  readonly after: Pick<PackageState, "version"> | null;
}
