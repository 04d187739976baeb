import type { Blocker, DatabaseEvidence, DatabaseFinding } from "@signalbox/db-guard";
import type { Verdict } from "@signalbox/release-core";
import { age, plain, type Style } from "./style.js";

/** What stands in the way of a deploy, and who. */
export function databaseText(verdict: Verdict<DatabaseEvidence>, style: Style): string {
  const { database, user, version, connections, findings } = verdict.evidence;
  const head = { pass: style.green("ready"), wait: style.yellow("not yet"), block: style.red("not ready") };
  const about = `PostgreSQL ${version}, as ${user}, ${connections.used} of ${connections.limit} connections`;
  return [
    `${style.bold(plain(database))}: ${head[verdict.status]}  ${style.dim(plain(about))}`,
    ...findings.flatMap((finding) => findingLines(finding, style)),
  ].join("\n");
}

function findingLines({ level, message, hint, session, blockers }: DatabaseFinding, style: Style): readonly string[] {
  const mark = {
    block: style.red("✖"),
    unknown: style.red("?"),
    wait: style.yellow("…"),
    note: style.dim("·"),
  }[level];
  const query = session?.query ?? null;
  return [
    `  ${mark} ${plain(message)}`,
    ...(query === null ? [] : [`      ${style.dim(plain(query))}`]),
    ...blockers.map((blocker) => `      ${style.dim("behind")} ${blockerText(blocker)}`),
    `      ${style.dim(plain(hint))}`,
  ];
}

function blockerText({ session, state, ageMs }: Blocker): string {
  const since = ageMs === null ? "" : ` for ${age(ageMs)}`;
  if (session === null) return `a prepared transaction${since}`;
  const who = [session.user, session.application, session.client].filter((part) => part !== null).join(", ");
  const query = session.query === null ? "" : `: ${plain(session.query)}`;
  return `pid ${session.pid}${who === "" ? "" : ` (${plain(who)})`}, ${plain(state)}${since}${query}`;
}
