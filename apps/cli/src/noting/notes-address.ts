import { tagNameOf } from "@signalbox/git";
import type { Config } from "../config/load-config.js";

/**
 * Where the notes of a release are, for every version: as `notes.notesUrl` says, else on the release of the component
 * that has the notes of all. Undefined where that is nowhere.
 */
export async function notesAddresses(
  { notes, components }: Pick<Config, "notes" | "components">,
  webPageOf: (location: string) => Promise<string | null>,
): Promise<(version: string) => string | undefined> {
  const { notesUrl, combinedIn } = notes;
  if (notesUrl !== undefined) return (version) => notesUrl.replaceAll("{release}", version);
  const all = components.find(({ name }) => name === combinedIn);
  const page = all === undefined ? null : await webPageOf(all.repository);
  if (all === undefined || page === null) return () => undefined;
  const { tagPattern, stream } = all;
  return (version) => `${page}/releases/tag/${encodeURIComponent(tagNameOf(version, { tagPattern, stream }))}`;
}

/** `16.11.2` patches `16.11.0`; null for a release that is no patch. Pure. */
export function mainRelease(version: string): string | null {
  const [, line] = /^(\d+\.\d+)\.[1-9]\d*$/.exec(version) ?? [];
  return line === undefined ? null : `${line}.0`;
}
