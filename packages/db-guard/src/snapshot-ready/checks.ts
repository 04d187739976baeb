import { ageText } from "../snapshots/age-text.js";
import { ageOf, DRILL_TAG, OWN_TAG } from "../snapshots/own-tags.js";
import type { Snapshot, SubjectFacts } from "../snapshots/ports.js";
import { isAvailable } from "../snapshots/under-way.js";
import type { ReadyInput, SnapshotCheck } from "./snapshot-ready.js";

type Compared = Pick<SubjectFacts, "engine" | "engineVersion" | "sizeGiB" | "encrypted" | "kmsKey">;

/** Everything that is compared, in the order in which it is told. Pure. */
export function checksOf(
  given: ReadyInput,
  snapshot: Snapshot,
  { subject, source }: { readonly subject: SubjectFacts; readonly source: Snapshot | null },
  now: Date,
): readonly SnapshotCheck[] {
  const like: Compared = source ?? subject;
  return [
    statusCheck(snapshot),
    ageCheck(snapshot, given.maxAgeMs, now),
    check("engine", engineOf(snapshot), source === null ? like.engine : engineOf(like), (found, expected) =>
      source === null ? found.split(" ")[0] === expected : found === expected,
    ),
    sizeCheck(snapshot, like, source !== null),
    encryptionCheck(given, snapshot, like),
    tagsCheck(given, snapshot),
    ...(given.drilledMs === null ? [] : [restoreCheck(snapshot, given.drilledMs, now)]),
  ];
}

const check = (
  name: SnapshotCheck["check"],
  found: string,
  expected: string,
  compare: (found: string, expected: string) => boolean = (one, other) => one === other,
): SnapshotCheck => ({ check: name, passes: compare(found, expected), found, expected });

const engineOf = ({ engine, engineVersion }: Compared): string => `${engine} ${engineVersion}`;

function statusCheck(snapshot: Snapshot): SnapshotCheck {
  const { status, percent } = snapshot;
  const isWhole = isAvailable(snapshot) && (percent ?? 100) === 100;
  return {
    check: "status",
    passes: isWhole,
    found: `${status}${percent === null ? "" : `, ${percent} %`}`,
    expected: "available, 100 %",
  };
}

function ageCheck(snapshot: Snapshot, maxAgeMs: number, now: Date): SnapshotCheck {
  const ageMs = ageOf(snapshot, now);
  return {
    check: "age",
    passes: ageMs !== null && ageMs <= maxAgeMs,
    found: ageMs === null ? "unknown" : `taken ${ageText(ageMs)} ago`,
    expected: `at most ${ageText(maxAgeMs)}`,
  };
}

/** The storage of an instance may have grown since; it never shrinks. */
function sizeCheck({ sizeGiB }: Snapshot, like: Compared, isSource: boolean): SnapshotCheck {
  const isFine =
    like.sizeGiB === null || (sizeGiB !== null && (isSource ? sizeGiB === like.sizeGiB : sizeGiB <= like.sizeGiB));
  const bound = like.sizeGiB === null ? "any: it grows by itself" : `${isSource ? "" : "at most "}${like.sizeGiB} GiB`;
  return { check: "size", passes: isFine, found: sizeGiB === null ? "unknown" : `${sizeGiB} GiB`, expected: bound };
}

function encryptionCheck({ kmsKey }: ReadyInput, snapshot: Snapshot, like: Compared): SnapshotCheck {
  const wanted = kmsKey ?? like.kmsKey;
  const isEncrypted = wanted !== null || like.encrypted;
  const found = snapshot.encrypted ? (snapshot.kmsKey ?? "encrypted") : "not encrypted";
  const expected = isEncrypted ? (wanted ?? "encrypted") : "any";
  // RDS tells the ARN of a key; a key in another region has another one, so the id has to do where both have one.
  const isSame = !isEncrypted || (snapshot.encrypted && (wanted === null || isSameKey(snapshot.kmsKey, wanted)));
  return { check: "encryption", passes: isSame, found, expected };
}

/** An alias says nothing about the key behind it. */
const isSameKey = (found: string | null, wanted: string): boolean =>
  found === null || wanted.includes("alias/") || lastPart(found) === lastPart(wanted);

const lastPart = (key: string): string => key.split("/").at(-1) ?? key;

function tagsCheck({ tags, snapshot: named }: ReadyInput, { id, tags: has }: Snapshot): SnapshotCheck {
  const wanted = Object.entries({ ...tags, ...(named === null ? { [OWN_TAG]: id } : {}) });
  const missing = wanted.filter(([key, value]) => has[key] !== value).map(([key]) => key);
  return {
    check: "tags",
    passes: missing.length === 0,
    found: missing.length === 0 ? "all" : `not ${missing.join(", ")}`,
    expected: wanted.length === 0 ? "any" : wanted.map(([key, value]) => `${key}=${value}`).join(", "),
  };
}

function restoreCheck({ tags }: Snapshot, drilledMs: number, now: Date): SnapshotCheck {
  const restoredAt = tags[DRILL_TAG];
  const ageMs = restoredAt === undefined ? Number.NaN : now.getTime() - Date.parse(restoredAt);
  return {
    check: "restore",
    passes: ageMs <= drilledMs,
    found: Number.isNaN(ageMs) ? "never tried" : `worked ${ageText(ageMs)} ago`,
    expected: `at most ${ageText(drilledMs)} ago`,
  };
}
