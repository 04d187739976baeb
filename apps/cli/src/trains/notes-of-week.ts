import type { Component, Entry, UnreleasedReport } from "@signalbox/release-notes";
import { entriesOfReport } from "./entries-of-report.js";
import type { WebPages } from "./releases-to-make.js";
import type { ReleasedComponent } from "./released-since.js";

/** What the notes of a week are made of; see `notes-of-week`. */
export interface NotesOfWeek {
  /** As in the configuration. Absent: nothing was released. */
  readonly components?: readonly Component[];
  /** The report from before the tags. */
  readonly unreleased?: UnreleasedReport;
  /** A comparison of two environments from before the promotion: the pins that it moved were promoted. */
  readonly compared?: {
    readonly checklist?: readonly {
      readonly pins?: readonly { readonly name: string; readonly from: string | null; readonly to: string | null }[];
    }[];
  };
  /** A comparison of servers from before the deploy: the packages that were due were promoted. */
  readonly servers?: {
    readonly rows?: readonly {
      readonly package: string;
      readonly state: string;
      readonly source?: { readonly version?: string } | null;
    }[];
  };
}

/** What `publish-notes` takes. */
export interface WeekToPublish {
  readonly format: 1;
  /** When that was looked at: a run that goes on in another week tells of the week that it is about. */
  readonly date: string;
  /** Released now: those of their changes that notes show are what there is to tell. */
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly entries: readonly Entry[];
  }[];
  /** Promoted: what was told of them where they were tested is told again. */
  readonly promoted: readonly { readonly name: string; readonly version: string }[];
}

const DUE: readonly string[] = ["upgrade", "only-in-source"];

/** Pure. */
export function notesOfWeek(
  { compared, servers }: Pick<NotesOfWeek, "compared" | "servers">,
  released: readonly ReleasedComponent[],
  now: Date,
  webPages: WebPages = new Map(),
): WeekToPublish {
  const moved = new Map<string, string>();
  for (const { pins = [] } of compared?.checklist ?? [])
    for (const { name, to } of pins) if (to !== null) moved.set(name, to);
  for (const { package: name, state, source } of servers?.rows ?? [])
    if (DUE.includes(state) && source?.version !== undefined) moved.set(name, source.version);
  return {
    format: 1,
    date: now.toISOString().slice(0, 10),
    components: released.flatMap(({ before, latest: { version } }) => {
      const { name } = before;
      const told = entriesOfReport({ report: before, version, webUrl: webPages.get(name) ?? null });
      const entries = told.filter(({ hidden }) => hidden !== true);
      return entries.length === 0 ? [] : [{ name, version, entries }];
    }),
    promoted: [...moved].map(([name, version]) => ({ name, version })),
  };
}
