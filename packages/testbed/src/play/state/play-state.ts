import { REFUSALS } from "../http/refusals.js";
import { Refusal } from "../http/refusal.js";
import type { PlayAccountOptions, PlayAppOptions, PlayOptions } from "../options.js";
import { type AccountRecord, type AppRecord, type EditRecord, type PlayRelease, releaseKey } from "./records.js";

const USUAL_TRACKS = ["production", "beta", "alpha", "internal"];

/** Everything the fake remembers. */
export interface PlayState {
  readonly apps: Map<string, AppRecord>;
  readonly accounts: AccountRecord[];
  readonly edits: Map<string, EditRecord>;
  readonly now: () => Date;
  readonly editLifetimeMs: number;
  readonly processingMs: number;
  /** @throws Refusal 404 */
  app(packageName: string): AppRecord;
  nextId(): string;
}

export function playState(options: PlayOptions): PlayState {
  const apps = new Map(options.apps.map((each) => [each.packageName, appRecord(each)]));
  let count = 0;
  return {
    apps,
    accounts: options.accounts.map(accountRecord),
    edits: new Map(),
    now: options.now ?? ((): Date => new Date()),
    editLifetimeMs: options.editLifetimeMs ?? 3_600_000,
    processingMs: options.processingMs ?? 0,
    app: (packageName) => {
      const app = apps.get(packageName);
      if (app === undefined || app.empty) {
        throw new Refusal({ ...REFUSALS["app-unknown"], message: `Package not found: ${packageName}.` });
      }
      return app;
    },
    nextId: () => String(++count).padStart(20, "0"),
  };
}

export const accountRecord = ({
  email,
  token,
  rights = {},
  vitals = [],
  scopes,
}: PlayAccountOptions): AccountRecord => ({
  email,
  token,
  rights: new Map(Object.entries(rights)),
  vitals: new Set(vitals),
  scopes: new Set(scopes ?? ["androidpublisher", "playdeveloperreporting"]),
});

function appRecord(options: PlayAppOptions): AppRecord {
  const named = Object.entries(options.tracks ?? {});
  const tracks = new Map<string, readonly PlayRelease[]>([
    ...USUAL_TRACKS.map((track) => [track, []] as const),
    ...named.map(([track, releases]) => [track, releases.map(wholeRelease)] as const),
  ]);
  const releases = [...tracks].flatMap(([track, list]) => list.map((release) => ({ track, release })));
  const codes = new Set(releases.flatMap(({ release }) => (release.versionCodes ?? []).map(Number)));
  return {
    packageName: options.packageName,
    tracks,
    lifecycles: new Map(
      releases.map(({ track, release }) => [
        releaseKey(track, release),
        release.status === "draft" ? "DRAFT" : "PUBLISHED",
      ]),
    ),
    library: [...codes].map((versionCode) => ({
      kind: "bundle",
      versionCode,
      sha256: versionCode.toString(16).padStart(64, "0"),
      readyAt: 0,
      symbols: new Set(),
    })),
    languages: options.languages ?? ["en-GB"],
    countries: options.countries ?? ["GB", "IN"],
    draft: options.draft ?? false,
    empty: options.empty ?? false,
    review: options.review ?? "none",
    sends: options.sends ?? "automatic",
    managedPublishing: options.managedPublishing ?? false,
    vitals: [],
    vitalsUntil: null,
    commits: 0,
  };
}

const wholeRelease = (release: Partial<PlayRelease>): PlayRelease => ({ status: "completed", ...release });
