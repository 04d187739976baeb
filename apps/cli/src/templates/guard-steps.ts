import type { Step } from "@signalbox/release-train";
import type { DatabaseConfig } from "../config/database-types.js";

export interface Guards {
  /** The name of the environment, for ids. */
  readonly to: string;
  /** The databases of what may be deployed there. */
  readonly named: readonly string[];
  readonly databases: Readonly<Record<string, DatabaseConfig>>;
  /** Of all that is deployed, where it has one number. */
  readonly version: string | undefined;
  /** The step before, which looks up what is deployed: it also says whose jobs that would kill, unless `isSure`. */
  readonly looked: string;
  /** All of these databases are concerned, whatever is deployed. Default: false. */
  readonly isSure?: boolean;
  /** Whether it is the last environment, which is production: there a copy at RDS comes first. */
  readonly isLast: boolean;
}

export interface GuardSteps {
  /** Directly before the deploy. */
  readonly before: readonly Step[];
  /** Its last ones: what the deploy needs. */
  readonly needs: readonly string[];
  /** What the deploy is followed by. */
  readonly after: (deployed: string) => readonly Step[];
}

/**
 * What stands directly before a deploy of components that name a database: a dump where it is configured, in production a
 * snapshot at RDS, nothing in the way on the database, new jobs held back where that is configured, and no job running.
 * None, where none names one.
 */
export function guardSteps(given: Guards): GuardSteps {
  const { to, databases, version, looked, isSure = false, isLast } = given;
  const named = [...new Set(given.named)].sort();
  if (named.length === 0) return { before: [], needs: [looked], after: () => [] };
  const having = (part: "intake" | "dumps" | "rds"): { readonly name: string }[] =>
    named.filter((name) => databases[name]?.[part] !== undefined).map((name) => ({ name }));
  const due = (part: "databases" | "snapshots", all: readonly { readonly name: string }[]) =>
    isSure ? all : { $ref: `${looked}.${part}` };
  const concerned = due(
    "databases",
    named.map((name) => ({ name })),
  );
  const copied = having("rds");
  const snapshots = isLast && copied.length > 0 ? snapshotSteps(to, looked, due("snapshots", copied)) : [];
  const dumped =
    version === undefined ? [] : having("dumps").filter(({ name }) => databases[name]?.dumps?.beforeDeploy === true);
  const paused = having("intake");
  const [dump, ready, pause, idle, resume] = ["dump", "database-ready", "pause", "jobs-idle", "resume"].map(
    (word) => `${word}-${to}`,
  ) as [string, string, string, string, string];
  const saved = [...(dumped.length === 0 ? [] : [dump]), ...snapshots.slice(-1).map(({ id }) => id)];
  const ofItem = { database: { $ref: "item.name" } };
  const before: readonly Step[] = [
    ...(dumped.length === 0
      ? []
      : [
          {
            id: dump,
            type: "operation" as const,
            uses: "dump-database",
            title: `A dump to go back to, before ${to} gets ${version}`,
            forEach: dumped.map(({ name }) => ({ name, file: `${name}-before-${version}.dump` })),
            with: { ...ofItem, file: { $ref: "item.file" } },
            needs: [looked],
          },
        ]),
    ...snapshots,
    {
      id: ready,
      type: "gate",
      uses: "database-ready",
      title: `Nothing stands in the way on the database of ${to}`,
      forEach: concerned,
      with: ofItem,
      needs: saved.length === 0 ? [looked] : saved,
    },
    ...(paused.length === 0
      ? []
      : [
          {
            id: pause,
            type: "operation" as const,
            uses: "pause-intake",
            title: "Hold new jobs back",
            forEach: paused,
            with: ofItem,
            needs: [ready],
          },
        ]),
    {
      id: idle,
      type: "gate",
      uses: "jobs-idle",
      title: `No job is running that a deploy to ${to} would kill`,
      forEach: concerned,
      with: ofItem,
      needs: [paused.length === 0 ? ready : pause],
    },
  ];
  const after = (deployed: string): readonly Step[] =>
    paused.length === 0
      ? []
      : [
          {
            id: resume,
            type: "operation",
            uses: "resume-intake",
            title: "Let new jobs in again",
            forEach: paused,
            // The name of its lease, which is its database.
            with: { name: { $ref: "item.name" } },
            // There is nothing to resume before it is paused.
            planned: "later",
            needs: [deployed],
          },
        ];
  return { before, needs: [idle], after };
}

/** The newest snapshot is copied for long, or one is taken where the configuration asks for a younger one; then it is there. */
const snapshotSteps = (to: string, looked: string, due: NonNullable<Step["forEach"]>): readonly Step[] => {
  const each = { forEach: due, with: { database: { $ref: "item.name" } } };
  return [
    {
      ...{ ...each, id: `snapshot-${to}`, type: "operation", uses: "copy-snapshot" },
      title: `A snapshot to go back to, before ${to} is deployed`,
      // Which one is the newest is seen when its turn comes.
      planned: "later",
      needs: [looked],
    },
    {
      ...{ ...each, id: `snapshot-ready-${to}`, type: "gate", uses: "snapshot-ready" },
      title: `The snapshot of ${to} is whole`,
      needs: [`snapshot-${to}`],
    },
  ];
};
