import { type DatabaseFinding, finding, whoIs } from "./finding.js";
import type { Thresholds } from "./input.js";
import { lockFindings } from "./lock-findings.js";
import { shownSpan } from "../shown-span.js";
import { type DatabaseState, sessionOf } from "./state.js";

/** What stands in the way of a deploy, the worst first. Pure. */
export function findingsOf(state: DatabaseState, limits: Thresholds): readonly DatabaseFinding[] {
  const found = [
    ...serverFindings(state, limits),
    ...lockFindings(state, limits),
    ...transactionFindings(state, limits),
    ...replicationFindings(state, limits),
  ];
  const order = ["block", "unknown", "wait", "note"];
  return found.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function serverFindings({ server }: DatabaseState, limits: Thresholds): DatabaseFinding[] {
  const { isStandby, seesAll, hiddenSessions, connections, database, user } = server;
  const free = connections.limit - connections.used;
  return [
    ...(isStandby
      ? [
          finding("standby", "block", {
            message: `${database} is on a standby, which is not where anybody deploys to.`,
            hint: "Connect to the primary; a standby shows neither its locks nor its transactions.",
          }),
        ]
      : []),
    ...(!seesAll && hiddenSessions > 0
      ? [
          finding("not-visible", "unknown", {
            message: `${user} may not see what ${hiddenSessions} other sessions do: long and idle transactions stay unknown.`,
            hint: `Grant it once: grant pg_monitor to ${quoted(user)};`,
          }),
        ]
      : []),
    ...(free < limits.freeConnections
      ? [
          finding("few-connections", "wait", {
            message: `${connections.used} of ${connections.limit} connections are taken: ${Math.max(0, free)} are left.`,
            hint: "A start of the application opens its whole pool: let others end, or raise max_connections.",
          }),
        ]
      : []),
  ];
}

function transactionFindings({ transactions, prepared }: DatabaseState, limits: Thresholds): DatabaseFinding[] {
  const open = transactions.flatMap((each): DatabaseFinding[] => {
    const { state, ageMs, inStateMs, isAntiWraparound, pid } = each;
    const session = sessionOf(each);
    if (isAntiWraparound)
      return [
        finding(
          "wraparound-vacuum",
          "wait",
          {
            message: `Autovacuum (pid ${pid}) works against transaction id wraparound for ${shownSpan(ageMs)}; it gives way to no schema change.`,
            hint: "Let it end. Cancelled, it starts again.",
          },
          { ageMs, session },
        ),
      ];
    if (state.startsWith("idle in transaction"))
      return inStateMs < limits.idleInTransactionMs
        ? []
        : [
            finding(
              "idle-in-transaction",
              "block",
              {
                message: `${whoIs(each)} holds a transaction open for ${shownSpan(ageMs)} and has done nothing for ${shownSpan(inStateMs)}.`,
                hint: `Ask its owner to end it, or end it: select pg_terminate_backend(${pid});`,
              },
              { ageMs, session },
            ),
          ];
    return ageMs < limits.longTransactionMs
      ? []
      : [
          finding(
            "long-transaction",
            "wait",
            {
              message: `${whoIs(each)} works in one transaction for ${shownSpan(ageMs)}.`,
              hint: `Let it end, or ask its owner: select pg_cancel_backend(${pid});`,
            },
            { ageMs, session },
          ),
        ];
  });
  const held = prepared
    .filter(({ ageMs }) => ageMs >= limits.preparedTransactionMs)
    .map(({ gid, user, ageMs }) =>
      finding(
        "prepared-transaction",
        "block",
        {
          message: `The prepared transaction ${gid} of ${user} is open for ${shownSpan(ageMs)}; it keeps its locks, over restarts too.`,
          hint: `Whoever coordinates it ends it: rollback prepared '${gid.replaceAll("'", "''")}'; or commit prepared.`,
        },
        { ageMs },
      ),
    );
  return [...open, ...held];
}

function replicationFindings({ replicas, slots }: DatabaseState, limits: Thresholds): DatabaseFinding[] {
  const behind = replicas.flatMap(({ name, state, lagMs, lagBytes }): DatabaseFinding[] => {
    if (state === null)
      return [
        finding("not-visible", "unknown", {
          message: `How far the replica ${name} is behind is hidden from this role.`,
          hint: "Grant it once: grant pg_monitor to the role.",
        }),
      ];
    // The time stays as it was measured last while nothing is written.
    const isLate = (lagBytes ?? 0) >= limits.replicaLagBytes || (lagBytes !== 0 && (lagMs ?? 0) >= limits.replicaLagMs);
    const lag = [lagMs === null ? [] : [shownSpan(lagMs)], lagBytes === null ? [] : [size(lagBytes)]].flat().join(", ");
    return isLate
      ? [
          finding(
            "replica-lag",
            "wait",
            {
              message: `The replica ${name} (${state}) is behind: ${lag}.`,
              hint: "Let it catch up: a migration now makes it later still.",
            },
            { ageMs: lagMs },
          ),
        ]
      : [];
  });
  const idle = slots
    .filter(({ isActive }) => !isActive)
    .map(({ name, retainedBytes, walStatus }) => {
      const kept = retainedBytes === null ? "no WAL" : size(retainedBytes);
      return finding("slot-inactive", (retainedBytes ?? 0) >= limits.slotRetainedBytes ? "block" : "note", {
        message: `Nobody reads the replication slot ${name}; it keeps ${kept}${walStatus === "lost" ? " and is lost" : ""}.`,
        hint: `Start its reader, or drop it where nobody will: select pg_drop_replication_slot('${name}');`,
      });
    });
  return [...behind, ...idle];
}

const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

function size(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10));
  return `${Math.round(bytes / 1024 ** step)} ${units[step]}`;
}
