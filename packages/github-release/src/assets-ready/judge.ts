import type { ReleaseAsset } from "@signalbox/github";
import type { Verdict } from "@signalbox/release-core";
import type { AssetsInput } from "./input.js";
import type { AssetsFacts } from "./inspect.js";
import { namePattern, shownPattern } from "./pattern.js";

/** One asset as it was judged. */
export interface AssetLine {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits; null where neither the host nor a download tells. */
  readonly sha256: string | null;
  /**
   * `verified`: as the checksums file says. `unverified`: there is no such file, or nothing tells the sha256 of the
   * asset. `differs`, `not-listed`: as it says. `uploading`: it is not whole yet.
   */
  readonly checksum: "verified" | "unverified" | "differs" | "not-listed" | "uploading";
  readonly url: string;
}

export interface AssetsEvidence {
  readonly tag: string;
  readonly release: { readonly id: number; readonly url: string; readonly isDraft: boolean } | null;
  readonly assets: readonly AssetLine[];
  /** Patterns, filled in, that no asset matches. */
  readonly missing: readonly string[];
  /** When this gate first waited, ISO time; null when it does not wait. */
  readonly waitingSince: string | null;
}

/** Facts → verdict. Pure; `previous` keeps since when it waits. */
export function judge(
  given: AssetsInput,
  facts: AssetsFacts,
  now: Date,
  previous?: Verdict<AssetsEvidence>,
): Verdict<AssetsEvidence> {
  const { tag, pollMs } = given;
  const { release, drafts, checksums } = facts;
  const { lines, missing } = linesOf(given, facts);
  const evidence: AssetsEvidence = {
    tag,
    release: release && { id: release.id, url: release.url, isDraft: release.isDraft },
    assets: lines,
    missing,
    waitingSince: null,
  };
  const block = (reason: string, hint: string): Verdict<AssetsEvidence> => ({
    status: "block",
    reason,
    hint,
    evidence,
  });
  const wait = (reason: string): Verdict<AssetsEvidence> => {
    const waitingSince = previous?.evidence.waitingSince ?? now.toISOString();
    return { status: "wait", reason, retryAfterMs: pollMs, evidence: { ...evidence, waitingSince } };
  };

  if (drafts.length > 1)
    return block(`There are ${drafts.length} drafts for ${tag}: ${drafts.join(", ")}.`, "Delete all but one by hand.");
  if (release === null) return wait(`There is no release ${tag} yet.`);
  if (release.isDraft && !given.allowDraft) return wait(`The release ${tag} is not published yet.`);
  const small = lines.filter(({ size, checksum }) => checksum !== "uploading" && size < given.minSize);
  if (small.length > 0)
    return block(
      `${namesOf(small)} of ${tag} ${small.length === 1 ? "has" : "have"} fewer than ${given.minSize} bytes.`,
      "The build made nothing of use: see its log, and release again.",
    );
  const wrong = lines.filter(({ checksum }) => checksum === "differs");
  if (wrong.length > 0)
    return block(
      `${namesOf(wrong)} of ${tag} ${wrong.length === 1 ? "is" : "are"} not what ${checksums?.name ?? "the checksums file"} says.`,
      "Install none of it. Somebody replaced a file, or an upload was damaged: release again.",
    );
  const unlisted = lines.filter(({ checksum }) => checksum === "not-listed");
  if (unlisted.length > 0)
    return block(
      `${checksums?.name ?? "The checksums file"} of ${tag} does not name ${namesOf(unlisted)}.`,
      "Check the pattern of the file and of the asset; a file that was added later is not vouched for.",
    );
  const uploading = lines.filter(({ checksum }) => checksum === "uploading");
  if (missing.length > 0 || uploading.length > 0) {
    const parts = [
      ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
      ...(uploading.length > 0 ? [`still gets ${namesOf(uploading)}`] : []),
    ];
    return wait(`The release ${tag} ${parts.join(" and ")}.`);
  }
  const unverified =
    checksums === null ? [] : lines.filter((line) => line.checksum === "unverified" && line.name !== checksums.name);
  const but =
    unverified.length === 0 ? "" : `; nothing tells the sha256 of ${namesOf(unverified)}, so it is unverified`;
  return { status: "pass", reason: `The release ${tag} has ${namesOf(lines)}${but}.`, evidence };
}

/** The checksums file is waited for like any asset, and comes last. */
function linesOf(given: AssetsInput, facts: AssetsFacts): { lines: readonly AssetLine[]; missing: readonly string[] } {
  const all = facts.release?.assets ?? [];
  const patterns = [...given.assets, ...(given.checksums === undefined ? [] : [given.checksums])];
  const matched = patterns.map((pattern) => {
    const names = namePattern(pattern, facts.values);
    return { pattern, assets: all.filter(({ name }) => names.test(name)) };
  });
  const found = new Set(matched.flatMap(({ assets }) => assets));
  return {
    lines: [...found].map((asset) => lineOf(asset, facts)),
    missing: matched
      .filter(({ assets }) => assets.length === 0)
      .map(({ pattern }) => shownPattern(pattern, facts.values)),
  };
}

function lineOf(asset: ReleaseAsset, { checksums, downloaded }: AssetsFacts): AssetLine {
  const { id, name, size, url, isUploaded } = asset;
  const sha256 = asset.sha256 ?? new Map(downloaded).get(id) ?? null;
  return { name, size, sha256, checksum: isUploaded ? standingOf(name, sha256, checksums) : "uploading", url };
}

function standingOf(name: string, sha256: string | null, checksums: AssetsFacts["checksums"]): AssetLine["checksum"] {
  if (checksums === null || name === checksums.name) return "unverified";
  const expected = new Map(checksums.sums).get(name);
  if (expected === undefined) return "not-listed";
  if (sha256 === null) return "unverified";
  return expected === sha256 ? "verified" : "differs";
}

const namesOf = (lines: readonly { readonly name: string }[]): string => lines.map(({ name }) => name).join(", ");
