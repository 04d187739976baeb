import { type Repositories, tagNameOf } from "@signalbox/git";
import { fanOut, type FanOutOptions, isReleaseError } from "@signalbox/release-core";
import { type Finding, type HistoryRelease, type HistorySource, readHistory } from "@signalbox/release-notes";
import type { Component } from "../config/inventory.js";
import type { CardPorts } from "./read-cards.js";
import type { ComponentReleases } from "./read-releases.js";

export interface ReleaseInTheMaking {
  readonly version: string;
  /** Short name of the release branch. */
  readonly branch: string;
  /** Component → what is tagged of it. Where that is not known yet: the head of the branch. */
  readonly heads: Readonly<Record<string, { readonly commit: string }>>;
}

interface Call extends Pick<CardPorts, "webPageOf"> {
  readonly repositories: Repositories;
}

/**
 * What a release brings since the last one of each component. It is the same before and after its own tag is there, also
 * where that tag stands beside the last one because nothing changed. A component that cannot be read holds up no other:
 * it is a finding.
 */
export async function changesOfRelease(
  wanted: ReleaseInTheMaking,
  components: readonly Component[],
  call: Call,
  options: FanOutOptions,
): Promise<{ readonly read: readonly ComponentReleases[]; readonly findings: readonly Finding[] }> {
  const settled = await fanOut(components, (component) => changesOf(wanted, component, call, options), options);
  options.signal?.throwIfAborted();
  const read: ComponentReleases[] = [];
  const findings: Finding[] = [];
  for (const line of settled) {
    if (line.status === "fulfilled") read.push({ name: line.value.name, releases: [line.value] });
    else if (line.status === "rejected") findings.push(notRead(line.item.name, line.error));
  }
  return { read, findings };
}

async function changesOf(
  { version, branch, heads }: ReleaseInTheMaking,
  component: Component,
  { repositories, webPageOf }: Call,
  options: FanOutOptions,
): Promise<HistoryRelease> {
  const { name, tagPattern, stream, prereleases, mute } = component;
  const repository = await repositories.open(component.repository, options);
  await repository.refresh(options);
  const tag = tagNameOf(version, { tagPattern, stream });
  const source: HistorySource = {
    name: repository.name,
    location: repository.location,
    mainline: (call) => repository.mainline(call),
    readLog: (...question) => repository.readLog(...question),
    listRefs: async (call) => (await repository.listRefs(call)).filter((ref) => ref.name !== `refs/tags/${tag}`),
  };
  const webUrl = await webPageOf(component.repository);
  const to = heads[name]?.commit ?? `refs/heads/${branch}`;
  const rules = { component: name, tagPattern, stream, prereleases, mute, webUrl: webUrl ?? undefined, to };
  const { releases } = await readHistory(source, rules, options);
  const url = webUrl === null ? null : `${webUrl}/releases/tag/${encodeURIComponent(tag)}`;
  const made = { name, version, tag, url, date: null };
  for await (const newest of releases) {
    if (newest.version !== null) break;
    return { ...made, entries: newest.entries.map((entry) => ({ ...entry, version })) };
  }
  return { ...made, entries: [] };
}

function notRead(component: string, error: unknown): Finding {
  if (!isReleaseError(error)) throw error;
  return { code: "component-not-read", message: error.message, hint: error.hint, component };
}
