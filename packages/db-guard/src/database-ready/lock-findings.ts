import { type Blocker, type DatabaseFinding, finding, whoIs } from "./finding.js";
import type { Thresholds } from "./input.js";
import { shownSpan } from "../shown-span.js";
import { type DatabaseState, type LockWait, type Session, sessionOf } from "./state.js";

/** Who waits for a lock, and for whom in the end: whoever works on is waited for, whoever does nothing blocks. */
export function lockFindings(state: DatabaseState, limits: Thresholds): readonly DatabaseFinding[] {
  return state.lockWaits
    .filter(({ waitingMs }) => waitingMs === null || waitingMs >= limits.lockWaitMs)
    .map((wait) => lockFinding(wait, state, limits));
}

function lockFinding(wait: LockWait, state: DatabaseState, { idleInTransactionMs }: Thresholds): DatabaseFinding {
  const blockers = chainOf(wait, state);
  const roots = blockers.filter(({ state: doing }) => doing !== "waiting");
  // Between two statements everybody is idle for a moment.
  const stuck = state.transactions.filter((each) => isIdle(each.state) && each.inStateMs >= idleInTransactionMs);
  const idle = roots.find(({ session }) => session === null || stuck.some(({ pid }) => pid === session.pid));
  const since = wait.waitingMs === null ? "" : ` for ${shownSpan(wait.waitingMs)}`;
  const whom = (idle ?? roots[0])?.session ?? null;
  const behind = blockers.length === 0 ? "" : `, blocked by ${nameOf(idle ?? roots[0] ?? blockers[0])}`;
  return finding(
    "lock-wait",
    idle === undefined ? "wait" : "block",
    {
      message: `${whoIs(wait)} waits${since} for ${wait.lock}${behind}.`,
      hint:
        idle === undefined
          ? "Whoever holds the lock works on; a schema change now would stand in the same queue and stop all readers."
          : whom === null
            ? "End the prepared transaction: COMMIT PREPARED or ROLLBACK PREPARED, by whoever owns it."
            : `Ask its owner to end it, or end it: select pg_terminate_backend(${whom.pid});`,
    },
    { ageMs: wait.waitingMs, session: sessionOf(wait), blockers },
  );
}

/** Each blocker once, the nearest first; a circle ends by itself when the server's deadlock check breaks it. */
function chainOf(first: LockWait, { lockWaits, transactions }: DatabaseState): readonly Blocker[] {
  const waits = new Map(lockWaits.map((wait) => [wait.pid, wait]));
  const open = new Map(transactions.map((each) => [each.pid, each]));
  const seen = new Set([first.pid]);
  const blockers: Blocker[] = [];
  const queue = [...first.blockedBy];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    if (seen.has(pid)) continue;
    seen.add(pid);
    const wait = waits.get(pid);
    const holder = open.get(pid);
    if (pid === 0) blockers.push({ session: null, state: "prepared", ageMs: null });
    else if (wait !== undefined) {
      blockers.push({ session: sessionOf(wait), state: "waiting", ageMs: wait.waitingMs });
      queue.push(...wait.blockedBy);
    } else {
      const session = holder === undefined ? unseen(pid) : sessionOf(holder);
      blockers.push({ session, state: holder?.state ?? "unknown", ageMs: holder?.ageMs ?? null });
    }
  }
  return blockers;
}

const isIdle = (state: string): boolean => state.startsWith("idle in transaction");

const unseen = (pid: number): Session => ({ pid, user: null, application: null, client: null, query: null });

const nameOf = (blocker: Blocker | undefined): string => {
  if (blocker === undefined) return "somebody";
  const age = blocker.ageMs === null ? "" : ` for ${shownSpan(blocker.ageMs)}`;
  return blocker.session === null ? "a prepared transaction" : `${whoIs(blocker.session)}, ${blocker.state}${age}`;
};
