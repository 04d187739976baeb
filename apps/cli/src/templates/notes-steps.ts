import type { Json } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import { defined } from "./defined.js";

/** Steps that tell of a week. */
export interface NotesSteps {
  /** What `publish-notes` takes of the configuration: where the pages are, and what names mean. */
  readonly place: { readonly [field: string]: Json };
  readonly environment: "Production" | "Testing";
  /** Part of the steps' names. */
  readonly to: string;
  /** Released now; else the pins of `compared` were promoted. */
  readonly released: { readonly components: readonly Component[]; readonly reported: string } | null;
  readonly compared: string | null;
  /** A step that compared servers: what was due there was promoted. */
  readonly servers?: string;
  readonly needs: readonly string[];
}

/** Promote the notes with the software: what went where is told on the page of the year. */
export function notesSteps({
  place,
  environment,
  to,
  released,
  compared,
  servers,
  needs,
}: NotesSteps): readonly Step[] {
  const read = `to-tell-${to}`;
  return [
    {
      id: read,
      type: "read",
      uses: "notes-of-week",
      title: `What there is to tell of ${environment}`,
      with: {
        ...(released !== null && {
          components: released.components.map((component) => defined(component)),
          unreleased: { $ref: released.reported },
        }),
        ...(compared !== null && { compared: { $ref: compared } }),
        ...(servers !== undefined && { servers: { $ref: servers } }),
      },
      needs: [...needs],
    },
    {
      id: `notes-${to}`,
      type: "operation",
      uses: "publish-notes",
      title: `Release notes: ${environment}`,
      with: {
        ...place,
        environment,
        date: { $ref: `${read}.date` },
        ...(released !== null && { components: { $ref: `${read}.components` } }),
        ...((compared !== null || servers !== undefined) && { promoted: { $ref: `${read}.promoted` } }),
      },
      planned: "later",
      needs: [read],
    },
  ];
}
