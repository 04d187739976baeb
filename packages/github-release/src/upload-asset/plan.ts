import type { ReleaseAsset, ReleaseStanding, StoredRelease } from "@signalbox/github";
import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { draftProblems, placeProblems, placeWarnings, releaseMissing } from "../problems.js";
import type { UploadAsset } from "./action.js";
import type { UploadInput } from "./input.js";
import type { LocalFile } from "./local-file.js";

export interface UploadFacts {
  readonly standing: ReleaseStanding;
  /** Null where there is none, or not one alone. */
  readonly release: StoredRelease | null;
  /** In the order of the input. */
  readonly files: readonly NamedFile[];
}

export interface NamedFile {
  readonly name: string;
  readonly path: string;
  /** What the input says that it must have. */
  readonly expected: string | null;
  /** Null when it is not there. */
  readonly local: LocalFile | null;
}

/** Facts → the files to send, or why not. Pure. */
export function plan({ replace }: UploadInput, { standing, release, files }: UploadFacts): Draft<UploadAsset> {
  const { repository, tag } = standing;
  const judged = files.map((file) => judgeFile(file, release?.assets ?? [], replace));
  const sent = judged.flatMap(({ send }) => send ?? []);
  const problems = [
    ...placeProblems(standing),
    ...draftProblems(standing),
    ...(release === null && standing.drafts.length < 2 ? [releaseMissing(tag, repository.name)] : []),
    ...judged.flatMap(({ problem }) => problem ?? []),
    ...(release?.isImmutable === true && !release.isDraft && sent.length > 0 ? [immutable(tag)] : []),
  ];
  return {
    target: `${repository.name}: ${tag}`,
    actions:
      problems.length > 0 || release === null
        ? []
        : sent.map(({ name, path, size, sha256, replaces }) => ({
            type: "upload-asset" as const,
            summary: `${replaces === null ? "Upload" : replaces.isUploaded ? "Replace" : "Upload again"} ${name} (${size} bytes)`,
            repository: repository.name,
            tag,
            releaseId: release.id,
            name,
            path,
            size,
            sha256,
            replaces,
          })),
    problems,
    warnings: [...placeWarnings(standing), ...judged.flatMap(({ warning }) => warning ?? [])],
    facts: {
      release: release && { id: release.id, url: release.url, isDraft: release.isDraft },
      assets: (release?.assets ?? []).map(({ name, size, sha256, isUploaded }) => ({ name, size, sha256, isUploaded })),
    },
  };
}

type Sent = Pick<UploadAsset, "name" | "path" | "size" | "sha256" | "replaces">;

interface Judged {
  readonly send?: Sent;
  readonly problem?: Problem;
  readonly warning?: Warning;
}

function judgeFile(
  { name, path, local, expected }: NamedFile,
  assets: readonly ReleaseAsset[],
  replace: boolean,
): Judged {
  if (local === null) return { problem: fileMissing(path) };
  if (local.size === 0) return { problem: fileEmpty(path) };
  if (expected !== null && expected !== local.sha256) return { problem: fileDiffers(path, expected, local.sha256) };
  const asset = assets.find((one) => one.name === name);
  const send = { name, path, ...local };
  if (asset === undefined) return { send: { ...send, replaces: null } };
  const replaces = { assetId: asset.id, isUploaded: asset.isUploaded };
  if (!asset.isUploaded) return { send: { ...send, replaces } };
  if (isSame(asset, local)) return asset.sha256 === null ? { warning: unverified(name) } : {};
  return replace ? { send: { ...send, replaces } } : { problem: assetDiffers(asset, local) };
}

/** Where the host tells no digest, the size has to do. Pure. */
export const isSame = (asset: Pick<ReleaseAsset, "size" | "sha256">, local: LocalFile): boolean =>
  asset.size === local.size && (asset.sha256 === null || asset.sha256 === local.sha256);

const fileMissing = (path: string): Problem => ({
  code: "ERR_FILE_MISSING",
  message: `There is no file ${path}.`,
  hint: "Build it first, or correct the path.",
});

const fileEmpty = (path: string): Problem => ({
  code: "ERR_FILE_EMPTY",
  message: `${path} is empty, and GitHub takes no empty file.`,
  hint: "See why the build made nothing.",
});

const fileDiffers = (path: string, expected: string, found: string): Problem => ({
  code: "ERR_FILE_DIFFERS",
  message: `${path} has the sha256 ${found.slice(0, 12)}…, not ${expected.slice(0, 12)}….`,
  hint: "It is another file than the one that was meant: build or fetch it again.",
});

const assetDiffers = ({ name, size }: ReleaseAsset, local: LocalFile): Problem => ({
  code: "ERR_ASSET_DIFFERS",
  message: `The release has ${name} already, with another content (${size} bytes; here ${local.size}).`,
  hint: "Others may have installed it: take a new version. To put this one in its place all the same, give `replace`.",
});

const immutable = (tag: string): Problem => ({
  code: "ERR_RELEASE_IMMUTABLE",
  message: `The release ${tag} is immutable: GitHub takes no more files for it.`,
  hint: "Upload to the draft before it is published, or release a new version.",
});

const unverified = (name: string): Warning => ({
  code: "asset-unverified",
  message: `${name} is there with the same size; this host tells no sha256.`,
  hint: "Compare it by a download when it matters.",
});
