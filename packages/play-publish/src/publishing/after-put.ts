import type { SeenRelease } from "../track.js";
import { isOnItsWay, type Seen, seenAs } from "./seen.js";
import { sameCodes, type WantedRelease } from "./wanted-release.js";

/** What the track has then, as far as can be seen without an edit: a completed release takes the place of the last one. */
export function afterPut(before: readonly SeenRelease[], wanted: WantedRelease): readonly Seen[] {
  const others = before.filter(({ versionCodes }) => !sameCodes(versionCodes, wanted.versionCodes));
  const kept = wanted.status === "completed" ? others.filter((release) => !isOnItsWay(release)) : others;
  const own = before.find(({ versionCodes }) => sameCodes(versionCodes, wanted.versionCodes));
  const name = wanted.name ?? own?.name ?? null;
  return seenAs([...kept, { name, versionCodes: wanted.versionCodes, lifecycle: null }]);
}
