import type { copySnapshot, createSnapshot, snapshotReady } from "@signalbox/db-guard";
import { defined } from "../templates/defined.js";
import type { ChosenRds } from "./choose-rds.js";

type CopyInput = Parameters<ReturnType<typeof copySnapshot>["plan"]>[0];
type CreateInput = Parameters<ReturnType<typeof createSnapshot>["plan"]>[0];
type ReadyInput = Parameters<ReturnType<typeof snapshotReady>["check"]>[0];

const HOUR_MS = 3_600_000;

const maxAgeMs = ({ maxAgeHours }: ChosenRds["settings"]): number | undefined =>
  maxAgeHours === undefined ? undefined : Math.round(maxAgeHours * HOUR_MS);

/** What the configuration says of a copy. */
export const copyInput = ({ database, settings }: ChosenRds): CopyInput => ({
  database,
  ...defined({
    region: settings.copyRegion ?? settings.region,
    sourceRegion: settings.region,
    prefix: settings.prefix,
    tags: settings.tags,
    copyTags: settings.copyTags,
    kmsKey: settings.kmsKey,
    optionGroup: settings.optionGroup,
    maxAgeMs: maxAgeMs(settings),
    whenOlder: settings.whenOlder,
  }),
});

/** What it says of a new one, which is where the database is. */
export const createInput = ({ database, settings: { region, prefix, tags } }: ChosenRds): CreateInput => ({
  database,
  ...defined({ region, prefix, tags }),
});

/** Where snapshots are kept. */
export const keptIn = ({
  database,
  settings: { region, copyRegion },
}: ChosenRds): { readonly database: string; readonly region?: string } => ({
  database,
  ...defined({ region: copyRegion ?? region }),
});

/** What it says of a snapshot that must be ready. */
export const snapshotReadyInput = (rds: ChosenRds): ReadyInput => ({
  ...keptIn(rds),
  ...defined({
    sourceRegion: rds.settings.region,
    kmsKey: rds.settings.kmsKey,
    tags: rds.settings.tags,
    maxAgeMs: maxAgeMs(rds.settings),
  }),
});

/** What it says of a drill. */
export const drillInput = (rds: ChosenRds): object => ({
  ...keptIn(rds),
  ...defined({ sourceRegion: rds.settings.region, ...rds.settings.drill }),
});
