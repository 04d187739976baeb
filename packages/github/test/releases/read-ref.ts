import { runGit } from "@signalbox/testbed";

/** What a ref of a bare repository points at; null when there is none. */
export async function readRepositoryRef(path: string, ref: string): Promise<string | null> {
  const { exitCode, stdout } = await runGit(path, ["rev-parse", "--verify", "-q", ref], { accept: [0, 1] });
  return exitCode === 0 ? stdout.trim() : null;
}
