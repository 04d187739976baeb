import { type CallOptions, contextOf, isReleaseError } from "@signalbox/release-core";
import type { GitRepository, OpenOptions, Repositories } from "./ports.js";
import { readLocation, type Location } from "./location.js";

/** Opens each location once a process; a failed opening is forgotten, so that it can be tried again. */
export function openOnce(
  open: (location: Location, options: OpenOptions) => Promise<GitRepository>,
  defaults: CallOptions,
): Repositories {
  const opened = new Map<string, Promise<GitRepository>>();
  const once = async (location: string, options: OpenOptions): Promise<GitRepository> => {
    const place = readLocation(location);
    const key = `${place.kind} ${place.address}`;
    const known = opened.get(key);
    if (known !== undefined) {
      try {
        return await known;
      } catch (error) {
        if (isReleaseError(error)) throw error;
        contextOf(options).signal.throwIfAborted(); // only the other caller gave up
      }
    }
    const started = open(place, options);
    opened.set(key, started);
    started.catch(() => opened.get(key) === started && opened.delete(key));
    return await started;
  };
  return {
    open: (location, options = {}) => once(location, { ...options, onEvent: options.onEvent ?? defaults.onEvent }),
  };
}
