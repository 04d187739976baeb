import type { ComponentNotes, Finding, HistoryRelease, NotesModel } from "../notes.js";

export interface ModelRequest {
  /** What the model is called: `16.11.0`, or a date. */
  readonly release: string;
  /** ISO date. */
  readonly date: string;
}

/**
 * What was read of several components as one model: releases of the same component become one, under its newest
 * version, and what nobody released stays without. A component in which nothing happened is there, with a finding
 * when that is true of all. Pure.
 */
export function modelOfReleases(
  components: readonly { readonly name: string; readonly releases: readonly HistoryRelease[] }[],
  { release, date }: ModelRequest,
): NotesModel {
  const told = components.map(({ name, releases }): ComponentNotes => {
    const newest = releases.find(({ version }) => version !== null) ?? releases[0];
    const { version = null, tag = null, url = null } = newest ?? {};
    return { name, version, tag, url, entries: releases.flatMap(({ entries }) => entries) };
  });
  const isEmpty = told.every(({ entries }) => entries.every(({ hidden }) => hidden === true));
  return {
    format: 1,
    release,
    date,
    sections: [{ title: "", components: told }],
    findings: isEmpty ? [nothing(release)] : [],
  };
}

const nothing = (release: string): Finding => ({
  code: "release-empty",
  message: `${release} has nothing to tell of: there are no changes, or all of them are hidden by a rule.`,
  hint: "Check the range, the mute list and which kinds are hidden; or write an entry by hand.",
});
