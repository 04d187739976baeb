import type { GitRepository, Repositories } from "@signalbox/git";
import { fanOut, type FanOutOptions } from "@signalbox/release-core";
import { type History, type HistoryRelease, readHistory } from "@signalbox/release-notes";
import type { Component } from "../config/inventory.js";
import { isSet, text, type Session } from "../session.js";
import { webPageOf } from "../wiring/web-pages.js";

/** What was read of one component, newest first. */
export interface ComponentReleases {
  readonly name: string;
  readonly releases: readonly HistoryRelease[];
}

/** The history of one component between `--from` and `--to`, to be read as it comes. */
export async function openHistory(
  session: Session,
  repositories: Repositories,
  component: Component,
  options: FanOutOptions = {},
): Promise<History> {
  const repository: GitRepository = await repositories.open(component.repository, options);
  await repository.refresh(options);
  const { name, mainline, tagPattern, stream, prereleases, mute } = component;
  const webUrl = (await webPageOf(session, component.repository)) ?? undefined;
  const range = { from: text(session, "from"), to: text(session, "to") ?? mainline };
  return readHistory(repository, { component: name, tagPattern, stream, prereleases, mute, webUrl, ...range }, options);
}

/**
 * The releases that are meant, of each component: those between `--from` and `--to`; the one that `--release` names; else
 * what is in no release yet. A component without any is there all the same.
 * @throws ReleaseError the first failure
 */
export async function readReleases(
  session: Session,
  repositories: Repositories,
  components: readonly Component[],
  options: FanOutOptions,
): Promise<readonly ComponentReleases[]> {
  const settled = await fanOut(
    components,
    async (component) => {
      const { releases } = await openHistory(session, repositories, component, options);
      return { name: component.name, releases: await meant(session, releases) };
    },
    options,
  );
  return settled.map((line) => {
    if (line.status === "fulfilled") return line.value;
    session.signal.throwIfAborted();
    throw line.status === "rejected" ? line.error : new Error(`${line.item.name} was not read`);
  });
}

/** Stops reading as soon as nothing more can be meant. */
async function meant(session: Session, releases: AsyncIterable<HistoryRelease>): Promise<readonly HistoryRelease[]> {
  const isRange = isSet(session, "history") || ["from", "to"].some((option) => text(session, option) !== undefined);
  const wanted = text(session, "release")?.replace(/^v(?=\d)/, "");
  const found: HistoryRelease[] = [];
  for await (const release of releases) {
    if (isRange) found.push(release);
    else if (wanted === undefined) return release.version === null ? [release] : [];
    else if (release.version === wanted) return [release];
  }
  return found;
}
