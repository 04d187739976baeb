import type { History } from "@signalbox/testbed";

/** A mainline with a release, and changes since. */
export function released(told: History): void {
  told.commits("main", 2);
  told.tag("v1.2.0", "main", "Release 1.2.0");
  told.commits("main", 3);
}
