import { slugText } from "@signalbox/github";
import type { Session } from "../session.js";
import { locate } from "./git-hub.js";

/** Where a repository is shown to people: `https://github.com/acme/api`. Null where it is not on GitHub. Asks nobody. */
export async function webPageOf({ env, signal }: Session, location: string): Promise<string | null> {
  try {
    return `${env.gitHub.url}/${slugText(await locate(location, env, signal))}`;
  } catch {
    return null; // texts without links do as well
  }
}
