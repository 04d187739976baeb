import { type AppRecord, type PlayLifecycle, type PlayRelease, releaseKey, type Tracks } from "./records.js";

export const isInReview = (app: AppRecord): boolean => [...app.lifecycles.values()].includes("IN_REVIEW");

/**
 * Sets where the releases of a commit are. What was already out stays; what waits or was in review goes to review with the
 * rest, as Google says of a commit.
 */
export function sendForReview(app: AppRecord, tracks: Tracks, hold: boolean): void {
  const before = new Map(app.lifecycles);
  app.lifecycles.clear();
  for (const [track, releases] of tracks) {
    for (const release of releases) {
      const key = releaseKey(track, release);
      const known = before.get(key);
      app.lifecycles.set(key, lifecycleOf(app, release, known, hold));
    }
  }
}

function lifecycleOf(
  app: AppRecord,
  release: PlayRelease,
  known: PlayLifecycle | undefined,
  hold: boolean,
): PlayLifecycle {
  if (release.status === "draft") return "DRAFT";
  if (known === "PUBLISHED") return known;
  if (hold) return "NOT_SENT_FOR_REVIEW";
  return app.review === "wait" ? "IN_REVIEW" : approved(app);
}

/** What a positive review leads to. */
export const approved = (app: AppRecord): PlayLifecycle =>
  app.managedPublishing ? "APPROVED_NOT_PUBLISHED" : "PUBLISHED";

/** Moves all releases of an app, or of one track, that are in a state; tells whether there were any. */
export function moveReleases(app: AppRecord, from: PlayLifecycle, to: PlayLifecycle, track?: string): boolean {
  const moved = [...app.lifecycles].filter(
    ([key, state]) => state === from && (track === undefined || key.startsWith(`${track} `)),
  );
  for (const [key] of moved) app.lifecycles.set(key, to);
  return moved.length > 0;
}
