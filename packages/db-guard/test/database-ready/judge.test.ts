import { describe, expect, it } from "vitest";
import { input, type DatabaseReadyInput } from "../../src/database-ready/input.js";
import { judge } from "../../src/database-ready/judge.js";
import type { DatabaseState, LockWait, OpenTransaction } from "../../src/database-ready/state.js";

const NOW = new Date("2026-11-22T10:00:00Z");
const MINUTE = 60_000;

const quiet: DatabaseState = {
  server: {
    database: "openchs",
    user: "guard",
    version: "15.14",
    isStandby: false,
    seesAll: true,
    hiddenSessions: 0,
    connections: { used: 12, limit: 97 },
    databaseTime: "2026-11-22T10:00:00.000Z",
  },
  transactions: [],
  prepared: [],
  lockWaits: [],
  replicas: [],
  slots: [],
};
const server = (fields: Partial<DatabaseState["server"]>): DatabaseState => ({
  ...quiet,
  server: { ...quiet.server, ...fields },
});
const transaction = (fields: Partial<OpenTransaction>): OpenTransaction => ({
  pid: 11,
  user: "app",
  application: "psql",
  client: null,
  query: "select ?",
  state: "active",
  ageMs: 5 * MINUTE,
  inStateMs: 5 * MINUTE,
  isAntiWraparound: false,
  ...fields,
});
const lockWait = (pid: number, blockedBy: readonly number[], fields: Partial<LockWait> = {}): LockWait => ({
  ...{ pid, user: "app", application: null, client: null, query: "alter table t", waitingMs: 9_000 },
  ...{ lock: "AccessExclusiveLock on t", blockedBy },
  ...fields,
});
const given = (fields: object = {}): DatabaseReadyInput => input.parse({ database: "main", ...fields });
const verdictOf = (state: DatabaseState, fields?: object): string[] => {
  const verdict = judge(given(fields), state, NOW);
  return [verdict.status, ...verdict.evidence.findings.map(({ code, level }) => `${level} ${code}`)];
};

describe("database-ready", () => {
  it.each<[string, DatabaseState, string[]]>([
    ["nothing going on", quiet, ["pass"]],
    ["a standby", server({ isStandby: true }), ["block", "block standby"]],
    ["hidden sessions", server({ seesAll: false, hiddenSessions: 3 }), ["block", "unknown not-visible"]],
    ["a role without rights that is alone", server({ seesAll: false }), ["pass"]],
    ["few connections", server({ connections: { used: 95, limit: 97 } }), ["wait", "wait few-connections"]],
    [
      "more connections than there are",
      server({ connections: { used: 99, limit: 97 } }),
      ["wait", "wait few-connections"],
    ],
    ["long work", { ...quiet, transactions: [transaction({})] }, ["wait", "wait long-transaction"]],
    ["short work", { ...quiet, transactions: [transaction({ ageMs: 59_999 })] }, ["pass"]],
    [
      "idle in transaction, though the transaction itself is young",
      {
        ...quiet,
        transactions: [transaction({ state: "idle in transaction (aborted)", ageMs: 11_000, inStateMs: 10_000 })],
      },
      ["block", "block idle-in-transaction"],
    ],
    [
      "a long transaction that only breathes between two statements",
      { ...quiet, transactions: [transaction({ state: "idle in transaction", inStateMs: 20 })] },
      ["pass"],
    ],
    [
      "autovacuum against wraparound",
      { ...quiet, transactions: [transaction({ isAntiWraparound: true, ageMs: 1 })] },
      ["wait", "wait wraparound-vacuum"],
    ],
    [
      "a prepared transaction",
      { ...quiet, prepared: [{ gid: "o'k", user: "app", ageMs: MINUTE }] },
      ["block", "block prepared-transaction"],
    ],
    ["a lock that is waited for briefly", { ...quiet, lockWaits: [lockWait(1, [2], { waitingMs: 10 })] }, ["pass"]],
    [
      "a lock wait whose age nobody may see",
      { ...quiet, lockWaits: [lockWait(1, [2], { waitingMs: null })] },
      ["wait", "wait lock-wait"],
    ],
    [
      "a replica behind in time, and one in bytes",
      {
        ...quiet,
        replicas: [
          { name: "r1", state: "streaming", lagMs: 31_000, lagBytes: 10 },
          { name: "r2", state: "streaming", lagMs: null, lagBytes: 2 ** 29 },
          { name: "r3", state: "streaming", lagMs: 20, lagBytes: 0 },
        ],
      },
      ["wait", "wait replica-lag", "wait replica-lag"],
    ],
    [
      "a replica that the role may not see",
      { ...quiet, replicas: [{ name: "r1", state: null, lagMs: null, lagBytes: null }] },
      ["block", "unknown not-visible"],
    ],
    [
      "inactive slots, one of which keeps much",
      {
        ...quiet,
        slots: [
          { name: "used", isActive: true, retainedBytes: 2 ** 40, walStatus: "extended" },
          { name: "old", isActive: false, retainedBytes: 2 ** 31, walStatus: "extended" },
          { name: "new", isActive: false, retainedBytes: null, walStatus: null },
        ],
      },
      ["block", "block slot-inactive", "note slot-inactive"],
    ],
  ])("%s", (_, state, expected) => {
    expect(verdictOf(state)).toEqual(expected);
  });

  it("names who blocks in the end, over those who only wait themselves", () => {
    const state = {
      ...quiet,
      lockWaits: [lockWait(1, [2]), lockWait(2, [3], { waitingMs: 30_000 })],
      transactions: [transaction({ pid: 3, state: "idle in transaction", ageMs: 4 * MINUTE, inStateMs: 3 * MINUTE })],
    };
    const { status, reason, evidence } = judge(given(), state, NOW);
    expect(status).toBe("block");
    expect(reason).toBe(
      "pid 1 (app) waits for 9 s for AccessExclusiveLock on t, blocked by pid 3 (app, psql), idle in transaction for 4 min. And 2 more.",
    );
    const [first] = evidence.findings;
    expect(first?.hint).toContain("pg_terminate_backend(3)");
    expect(first?.blockers.map(({ session, state: doing }) => [session?.pid, doing])).toEqual([
      [2, "waiting"],
      [3, "idle in transaction"],
    ]);
  });

  it("waits for a blocker that works, ends on a circle, and knows prepared transactions", () => {
    const working = { ...quiet, lockWaits: [lockWait(1, [3])], transactions: [transaction({ pid: 3, ageMs: 20 })] };
    expect(verdictOf(working)).toEqual(["wait", "wait lock-wait"]);
    expect(verdictOf({ ...quiet, lockWaits: [lockWait(1, [2]), lockWait(2, [1])] })[0]).toBe("wait");
    const prepared = judge(given(), { ...quiet, lockWaits: [lockWait(1, [0])] }, NOW);
    expect(prepared).toMatchObject({ status: "block", hint: expect.stringContaining("PREPARED") as string });
  });

  it("passes what it may not see only when told to, and says so", () => {
    const verdict = judge(given({ unknown: "pass" }), server({ seesAll: false, hiddenSessions: 2 }), NOW);
    expect(verdict).toMatchObject({ status: "pass", reason: expect.stringContaining("unknown") as string });
  });

  it("tells the worst first, and counts the others that stop too", () => {
    const state = {
      ...server({ isStandby: true, connections: { used: 97, limit: 97 } }),
      prepared: [{ gid: "x", user: "app", ageMs: MINUTE }],
    };
    const { reason, evidence } = judge(given(), state, NOW);
    expect(reason).toMatch(/standby.* And 1 more\.$/);
    expect(evidence.findings.map(({ level }) => level)).toEqual(["block", "block", "wait"]);
  });
});
