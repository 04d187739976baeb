import { gitText } from "../../git/run-git.js";
import type { Host } from "../host.js";
import type { RepositoryRecord } from "../state/records.js";
import { slot } from "../state/slot.js";

/** How two commits stand to each other. */
export interface Range {
  /** Oids that the head has and the base lacks, oldest first. */
  readonly ahead: readonly string[];
  readonly behindBy: number;
  /** The best common ancestor; null when they have none. */
  readonly mergeBase: string | null;
}

/** Between oids nothing ever changes, so each answer of git is kept. */
const answersOf = slot((_: RepositoryRecord) => new Map<string, Promise<string>>());

/** The answer of a git command whose arguments name oids alone. */
export function lastingAnswer(host: Host, repository: RepositoryRecord, args: readonly string[]): Promise<string> {
  const key = args.join("\0");
  const known = answersOf(repository).get(key);
  if (known !== undefined) return known;
  const answer = gitText(repository.path, args, { env: host.env, accept: [0, 1] });
  answersOf(repository).set(key, answer);
  answer.catch(() => answersOf(repository).delete(key));
  return answer;
}

/** Compares two oids of one repository. */
export async function rangeOf(host: Host, repository: RepositoryRecord, base: string, head: string): Promise<Range> {
  const ask = (args: readonly string[]): Promise<string> => lastingAnswer(host, repository, args);
  const [ahead, behind, mergeBase] = await Promise.all([
    ask(["rev-list", "--reverse", "--topo-order", head, `^${base}`]),
    ask(["rev-list", "--count", base, `^${head}`]),
    ask(["merge-base", base, head]),
  ]);
  return { ahead: lines(ahead), behindBy: Number(behind), mergeBase: lines(mergeBase)[0] ?? null };
}

/** How GitHub calls it. */
export function rangeStatus({ ahead, behindBy }: Range): "ahead" | "behind" | "diverged" | "identical" {
  if (ahead.length > 0) return behindBy > 0 ? "diverged" : "ahead";
  return behindBy > 0 ? "behind" : "identical";
}

export const lines = (text: string): string[] => text.split("\n").filter((line) => line !== "");
