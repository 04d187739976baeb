import type { ListedSnapshot, ReadyEvidence, SnapshotsReport } from "@signalbox/db-guard";
import type { Verdict } from "@signalbox/release-core";
import { age, plain, type Style } from "./style.js";

/** The snapshots of one database, newest first. */
export function snapshotsText({ database, kind, snapshots, quota }: SnapshotsReport, style: Style): string {
  const limit = quota.limit === null ? "" : ` of ${quota.limit}`;
  return [
    `${style.bold(plain(database))}  ${style.dim(`${kind}, ${quota.used}${limit} manual snapshots in this region`)}`,
    ...(snapshots.length === 0 ? [style.dim("  no snapshots")] : snapshots.map((one) => lineOf(one, style))),
  ].join("\n");
}

function lineOf(one: ListedSnapshot, style: Style): string {
  const mark = { available: style.green("✔"), failed: style.red("✖") }[one.status] ?? style.yellow("…");
  const about = [
    one.type,
    ...(one.status === "available" ? [] : [`${one.status}${one.percent === null ? "" : ` ${one.percent} %`}`]),
    one.ageMs === null ? "of unknown age" : `${age(one.ageMs)} old`,
    ...(one.sizeGiB === null ? [] : [`${one.sizeGiB} GiB`]),
    ...(one.isOurs ? ["ours"] : []),
    ...(one.restoredAt === null ? [] : ["restore proven"]),
  ];
  return `  ${mark} ${plain(one.id)}  ${style.dim(plain(about.join(", ")))}`;
}

/** Whether a snapshot could bring the database back, and what was looked at. */
export function snapshotReadyText(verdict: Verdict<ReadyEvidence>, style: Style): string {
  const head = { pass: style.green("ready"), wait: style.yellow("not yet"), block: style.red("not ready") };
  const { database, checks } = verdict.evidence;
  const lines = checks.map(({ check, passes, found, expected }) =>
    passes
      ? `  ${style.green("✔")} ${check}  ${style.dim(plain(found))}`
      : `  ${style.red("✖")} ${check}  ${plain(found)}, expected ${plain(expected)}`,
  );
  const hint = verdict.status === "block" ? [style.dim(`  ${plain(verdict.hint)}`)] : [];
  return [`${style.bold(plain(database))}: ${head[verdict.status]}, ${plain(verdict.reason)}`, ...lines, ...hint].join(
    "\n",
  );
}
