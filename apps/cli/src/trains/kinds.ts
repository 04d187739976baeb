import { announceKinds, type AnnouncePorts } from "@signalbox/announce";
import { type BuildPorts, ciGateKinds, type GatePorts } from "@signalbox/ci-gate";
import {
  compareBranches,
  gitPromoteKinds,
  type ChecklistItem,
  type CompareInput,
  type WritePorts,
} from "@signalbox/git-promote";
import { boardKinds, type BoardPorts, releaseKinds, type ReleasePorts } from "@signalbox/github-release";
import type { DrillPorts, GuardPorts } from "@signalbox/db-guard";
import { playKinds, type PlayPorts } from "@signalbox/play-publish";
import { toJson, type CallOptions, type Json } from "@signalbox/release-core";
import { deployKinds, type DeployPorts } from "@signalbox/server-deploy";
import {
  findUnreleased,
  localFiles,
  releaseNotesKinds,
  type Component,
  type UnreleasedReport,
} from "@signalbox/release-notes";
import type { Kinds } from "@signalbox/release-train";
import type { Config } from "../config/load-config.js";
import { configuredBuildKinds } from "./build-kinds.js";
import { closingReport, type ReportInput } from "./closing-report.js";
import { databaseKinds } from "./database-kinds.js";
import { locatedBuilds } from "./located-builds.js";
import { deploysToMake, type DeploysInput } from "./deploys-to-make.js";
import { dueOnServers } from "./due-on-servers.js";
import { notesChecked, notesOfRelease } from "./notes-of-release.js";
import { notesOfWeek, type NotesOfWeek } from "./notes-of-week.js";
import { releasedSince, type ReleasedInput, releasesSince } from "./released-since.js";
import { type ReleasesInput, releasesToMake, type WebPages } from "./releases-to-make.js";
import { configuredSnapshotKinds } from "./snapshot-kinds.js";

interface Ports extends WritePorts, BoardPorts, ReleasePorts {
  readonly ci: GatePorts;
  readonly builds: BuildPorts;
  readonly play: PlayPorts;
  readonly announce: AnnouncePorts;
  /** Of the configuration: paths in trains begin there. */
  readonly folder: string;
  readonly deploy: DeployPorts;
  /** Of one database, by its name. */
  readonly guard: (database: string) => GuardPorts;
  readonly rds: DrillPorts;
  readonly config: Config;
  /** Where a repository is shown to people; null: nowhere. Asks nobody. */
  readonly webPageOf: (location: string) => Promise<string | null>;
  readonly concurrency: number;
}

/** Everything that the steps of a train may use, by kind. */
export function kindsOf(ports: Ports): Kinds {
  const { repositories, concurrency } = ports;
  const promotion = gitPromoteKinds(ports);
  const releasing = releaseKinds(ports);
  const boards = boardKinds(ports);
  const play = locatedBuilds(playKinds(ports.play), ports.folder);
  const deploy = deployKinds(ports.deploy);
  const builds = configuredBuildKinds(ports.builds, ports.config);
  const databases = databaseKinds(ports.guard, ports.config);
  const snapshots = configuredSnapshotKinds(ports.rds, ports.config);
  const notes = releaseNotesKinds({ ...ports, files: localFiles(ports.folder) });
  const unreleasedIn = (components: readonly Component[], options: CallOptions): Promise<UnreleasedReport> =>
    findUnreleased({ repositories }, { components, concurrency }, options);
  const webPagesOf = async (components: readonly Component[]): Promise<WebPages> =>
    new Map(
      await Promise.all(
        components.map(async ({ name = "", repository }) => [name, await ports.webPageOf(repository)] as const),
      ),
    );
  return {
    operations: {
      ...promotion.operations,
      ...releasing.operations,
      ...boards.operations,
      ...play.operations,
      ...deploy.operations,
      ...builds.operations,
      ...databases.operations,
      ...snapshots.operations,
      ...announceKinds(ports.announce).operations,
      ...notes.operations,
    },
    gates: {
      ...promotion.gates,
      ...releasing.gates,
      ...ciGateKinds(ports.ci).gates,
      ...play.gates,
      ...deploy.gates,
      ...builds.gates,
      ...databases.gates,
      ...snapshots.gates,
      "notes-checked": notesChecked(ports),
    },
    reads: {
      ...promotion.reads,
      ...releasing.reads,
      ...boards.reads,
      ...play.reads,
      ...deploy.reads,
      ...builds.reads,
      ...databases.reads,
      ...snapshots.reads,
      /** → `{ components, promoted }`, as `publish-notes` takes them; see `NotesOfWeek`. */
      "notes-of-week": async (input: Json, options: CallOptions) => {
        const given = input as unknown as NotesOfWeek;
        const { components, unreleased } = given;
        const isReleased = components !== undefined && unreleased !== undefined;
        const released = isReleased ? releasedSince(unreleased, await unreleasedIn(components, options)) : [];
        const pages = await webPagesOf(components ?? []);
        return toJson(notesOfWeek(given, released, options.now?.() ?? new Date(), pages));
      },
      /** → every text about a release that is being made; see `NotesOfRelease`. */
      "notes-of-release": async (input: Json, options: CallOptions) =>
        toJson(await notesOfRelease(input, ports, options)),
      /** `{ texts, name }` → `{ text }`: that of one component; empty where there is none. */
      "text-of-component": (input: Json) => {
        const { texts, name } = input as unknown as { readonly texts: Record<string, string>; readonly name: string };
        return Promise.resolve({ text: Object.hasOwn(texts, name) ? (texts[name] ?? "") : "" });
      },
      /** → the comparison, and `items` to be signed: one a package that is due. */
      "compare-servers": async (input: Json, options: CallOptions) =>
        toJson(await dueOnServers(ports.deploy, input, options)),
      /** What is installed where, by the configuration; see `DeploysInput`. */
      "deploys-to-make": async (input: Json, options: CallOptions) => {
        const { config, releases } = ports;
        const call = { config, releases, downloads: ports.deploy.downloads };
        return toJson(await deploysToMake(input as unknown as DeploysInput, call, options));
      },
      /** `{ components }` as in the configuration → the unreleased report. */
      unreleased: async (input: Json, options: CallOptions) => {
        const { components } = input as unknown as { readonly components: readonly Component[] };
        return toJson(await unreleasedIn(components, options));
      },
      /** → the comparison, and `items` to be signed: one a pull request or lone commit, `ask` those who wrote it. */
      "compare-branches": async (input: Json, options: CallOptions) => {
        const comparison = await compareBranches(repositories, input as unknown as CompareInput, options);
        const items = comparison.checklist.map((item) => ({ id: item.id, summary: summaryOf(item), ask: item.ask }));
        return toJson({ ...comparison, items });
      },
      /** What of it was released since an unreleased report; see `ReleasedInput`. */
      "releases-since": async (input: Json, options: CallOptions) => {
        const { components, unreleased } = input as unknown as ReleasedInput;
        return toJson(releasesSince(unreleased, await unreleasedIn(components, options)));
      },
      /** Which releases are made on GitHub of what was tagged; see `ReleasesInput`. */
      "releases-to-make": async (input: Json, options: CallOptions) => {
        const given = input as unknown as ReleasesInput;
        const now = await unreleasedIn(given.components, options);
        return toJson(releasesToMake(given, now, await webPagesOf(given.components)));
      },
      /** What was done, by the outcomes of earlier steps and another look; see `ReportInput`. */
      report: async (input: Json, options: CallOptions) => {
        const given = input as unknown as ReportInput;
        const now = given.components === undefined ? null : await unreleasedIn(given.components, options);
        return toJson(closingReport(given, now));
      },
    },
  };
}

/** What is signed for: the subject, the pull request, and the versions that it moved. */
function summaryOf({ subject, pullRequest, pins = [] }: ChecklistItem): string {
  const number = pullRequest?.number ?? null;
  const request = number === null || subject.includes(`#${number}`) ? "" : ` (#${number})`;
  const moved = pins.map(({ name, from, to }) => `${name} ${from ?? "new"} → ${to ?? "gone"}`);
  return `${subject}${request}${moved.length === 0 ? "" : `: ${moved.join(", ")}`}`;
}
