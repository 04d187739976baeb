import type { Host } from "../host.js";
import { digestOf } from "../rest/release-assets.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { type AssetRecord, assetsOf, type ReleaseRecord, releasesOf, storeRelease } from "./releases.js";

/** What CI puts into a release after its tag: file name → content. */
export type BuiltFiles = Readonly<Record<string, string | Buffer>>;

export interface BuildOptions {
  /** By the clock of the fake; such a build is done by `tick`. Default: at once. */
  readonly afterMs?: number;
  /** These are left half uploaded. */
  readonly broken?: readonly string[];
  /** As a host that tells no sha256. */
  readonly withoutDigest?: boolean;
}

/** Plays the CI that builds a tag and uploads what it built. */
export interface BuildRobot {
  /** Makes the release of the tag when there is none, as goreleaser does, and adds the files. */
  build(slug: string, tag: string, files: BuiltFiles, options?: BuildOptions): void;
  /** Does what is due. */
  tick(): void;
}

/** `login`: whose token CI has. */
export function buildRobot(host: Host, login: string): BuildRobot {
  const waiting: { readonly due: number; readonly run: () => void }[] = [];
  return {
    build: (slug, tag, files, options = {}) => {
      const repository = host.state.repository(slug);
      const actor = host.state.user(login);
      if (repository === undefined || actor === undefined) throw new Error(`there is no ${slug}, or no ${login}`);
      const run = (): void => addFiles(host, actor, { repository, tag, files, options });
      if (options.afterMs === undefined) run();
      else waiting.push({ due: host.now().getTime() + options.afterMs, run });
    },
    tick: () => {
      const due = waiting.filter((build) => build.due <= host.now().getTime());
      for (const build of due) {
        waiting.splice(waiting.indexOf(build), 1);
        build.run();
      }
    },
  };
}

interface Build {
  readonly repository: RepositoryRecord;
  readonly tag: string;
  readonly files: BuiltFiles;
  readonly options: BuildOptions;
}

function addFiles(host: Host, actor: UserRecord, { repository, tag, files, options }: Build): void {
  const release =
    releasesOf(host, repository)
      .values()
      .find(({ tagName }) => tagName === tag) ?? publish(host, actor, repository, tag);
  for (const [name, given] of Object.entries(files)) {
    const content = Buffer.from(given);
    const isBroken = options.broken?.includes(name) === true;
    const asset: AssetRecord = host.state.record("ReleaseAsset", {
      releaseId: release.id,
      name,
      label: null,
      contentType: "application/octet-stream",
      content,
      state: isBroken ? "open" : "uploaded",
      digest: options.withoutDigest === true ? null : digestOf(content),
      uploader: actor,
      createdAt: host.now(),
    });
    assetsOf(host, repository).set(asset.id, asset);
  }
}

function publish(host: Host, author: UserRecord, repository: RepositoryRecord, tagName: string): ReleaseRecord {
  const now = host.now();
  const release: ReleaseRecord = host.state.record("Release", {
    repository,
    tagName,
    target: repository.defaultBranch,
    name: tagName,
    body: null,
    draft: false,
    prerelease: false,
    latestSince: host.state.next().sequence,
    author,
    createdAt: now,
    publishedAt: now,
    updatedAt: now,
  });
  storeRelease(host, release);
  return release;
}
