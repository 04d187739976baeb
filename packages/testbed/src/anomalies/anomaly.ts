import { createBareRepository } from "../bare-repository/create-bare-repository.js";
import type { Environment } from "../environment.js";
import { history, type History, type Point } from "../history/history.js";

/** Where an odd repository is made, and out of which numbers. */
export interface AnomalyPlace {
  readonly root: string;
  /** The repository's name below the root. */
  readonly name: string;
  readonly seed: number;
  readonly endAt: Date;
  readonly env?: Environment | undefined;
}

export interface MadeAnomaly {
  /** The bare repository that shows it, or the clone when the clone is what is odd. */
  readonly path: string;
  /** Object ids of the commits that matter, by a word. */
  readonly commits: Readonly<Record<string, string>>;
  /** Further repositories, by a word. */
  readonly others: Readonly<Record<string, string>>;
}

/** Something that real repositories do and that tools trip over. */
export interface Anomaly {
  readonly summary: string;
  make(place: AnomalyPlace): Promise<MadeAnomaly>;
}

/** Tells the history; gives back the points that matter. */
export type Tell = (h: History) => Readonly<Record<string, Point>> | void;

/** Writes a told history into a fresh bare repository. */
export async function tellInto(place: AnomalyPlace, defaultBranch: string, tell: Tell): Promise<MadeAnomaly> {
  const path = await createBareRepository(place.root, place.name, { defaultBranch, env: place.env });
  const h = history({ seed: place.seed, endAt: place.endAt });
  const points = tell(h) ?? {};
  const { oidOf } = await h.write(path, { env: place.env });
  const commits = Object.fromEntries(Object.entries(points).map(([word, point]) => [word, oidOf(point)]));
  return { path, commits, others: {} };
}

/** An anomaly that a history alone makes. */
export const told = (summary: string, tell: Tell, defaultBranch = "main"): Anomaly => ({
  summary,
  make: (place) => tellInto(place, defaultBranch, tell),
});
