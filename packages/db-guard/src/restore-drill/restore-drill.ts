import { createHash } from "node:crypto";
import { callOptionsOf, type Context, defineOperation, type Draft, type Problem } from "@signalbox/release-core";
import { noDatabase } from "../snapshots/errors.js";
import { DRILL_TAG, isOurs } from "../snapshots/own-tags.js";
import type { Snapshot, SubjectFacts } from "../snapshots/ports.js";
import { isAvailable } from "../snapshots/under-way.js";
import { type DrillAction, type RestoreDrillResult, type RemoveTemporary, TEMPORARY_TAG } from "./action.js";
import { type DrillInput, input } from "./input.js";
import { performDrill, performRemove } from "./perform.js";
import type { DrillPorts, TemporaryDatabase } from "./ports.js";

interface DrillFacts {
  readonly now: string;
  readonly subject: SubjectFacts | null;
  readonly snapshot: Snapshot | null;
  /** What drills of this database made and did not take away. */
  readonly left: readonly TemporaryDatabase[];
  /** Of the restored one; the same for the same snapshot, so that a drill which died is gone on with. */
  readonly name: string;
}

type DrillReads = Pick<DrillPorts, "snapshots" | "temporaryDatabases">;

async function inspect(given: DrillInput, ports: DrillReads, context: Context): Promise<DrillFacts> {
  const options = callOptionsOf(context);
  const kept = ports.snapshots(given.region);
  const now = context.now().toISOString();
  const subject = await ports.snapshots(given.sourceRegion ?? given.region).subjectOf(given.database, options);
  if (subject === null) return { now, subject, snapshot: null, left: [], name: "" };
  const snapshot =
    given.snapshot === null
      ? ((await kept.list(subject, options)).find((one) => isOurs(one) && isAvailable(one)) ?? null)
      : await kept.find(subject.kind, given.snapshot.toLowerCase(), options);
  const tagged = await ports.temporaryDatabases(given.region).listTagged(TEMPORARY_TAG, options);
  const left = tagged.filter(({ id }) => id.startsWith(beginningOf(subject.id)));
  return { now, subject, snapshot, left, name: nameOf(subject.id, snapshot?.arn ?? "") };
}

/** At most 63 characters, and those of a cluster's instance have two more. */
const LONGEST_BEGINNING = 48;

const beginningOf = (database: string): string => `drill-${database}`.slice(0, LONGEST_BEGINNING).replace(/-$/, "");

const nameOf = (database: string, arn: string): string =>
  `${beginningOf(database)}-${createHash("sha256").update(arn).digest("hex").slice(0, 8)}`;

/** Facts → one drill, and what is left of others. Pure. */
function plan(given: DrillInput, facts: DrillFacts): Draft<DrillAction | RemoveTemporary> {
  const { subject, snapshot, left, name, now } = facts;
  const refused = (problem: Problem): Draft<never> => ({ target: given.database, actions: [], problems: [problem] });
  if (subject === null) return refused(noDatabase(given.database));
  if (snapshot === null || !isAvailable(snapshot) || snapshot.subject.id !== subject.id)
    return refused({
      code: "ERR_SNAPSHOT_NONE",
      message: `${subject.id} has no snapshot ${given.snapshot ?? "of ours"} that is available.`,
      hint: "Make one with `signalbox snapshot copy`, or wait until it is there.",
    });
  const provenMs = Date.parse(now) - Date.parse(snapshot.tags[DRILL_TAG] ?? "");
  const isProven = provenMs <= given.validMs;
  const others = left.filter(({ id }) => isProven || id !== name);
  const { region, instanceClass, subnetGroup, securityGroups, query, least } = given;
  const drill: DrillAction = {
    type: "restore-drill",
    summary: `Restore ${snapshot.id} as ${name}, ask it, and remove it`,
    database: subject.id,
    snapshot: { id: snapshot.id, arn: snapshot.arn, engine: snapshot.engine },
    temporary: { kind: subject.kind, id: name },
    region,
    instanceClass,
    subnetGroup,
    securityGroups,
    query,
    least,
  };
  return {
    target: subject.id,
    actions: [
      ...others.map(({ kind, id }): RemoveTemporary => ({
        type: "remove-temporary",
        summary: `Remove ${id}, which another drill left behind`,
        temporary: { kind, id },
        region,
      })),
      ...(isProven ? [] : [drill]),
    ],
    warnings: isProven
      ? []
      : [{ code: "drill-costs", message: `${name} costs money while it is there.`, hint: "It is removed at the end." }],
    facts: { snapshot: snapshot.id, restoredAt: snapshot.tags[DRILL_TAG] ?? null, left: left.map(({ id }) => id) },
  };
}

/**
 * Proves that a snapshot can be restored: a temporary database, a query of the caller's, and away with it, also when the
 * query fails. A process that dies leaves a database with our tag; the same call goes on with it, and one of another
 * snapshot removes it. What worked is kept as a tag of the snapshot, which is what `snapshot-ready` asks for.
 *
 * `apply` throws `ERR_DRILL_FAILED` when it cannot be restored or the query does not answer, after it was removed.
 */
export const restoreDrill = defineOperation<
  DrillPorts,
  typeof input,
  DrillFacts,
  DrillAction | RemoveTemporary,
  RestoreDrillResult
>({
  kind: "restore-drill",
  input,
  inspect,
  plan,
  perform: (action, ports, context) =>
    action.type === "restore-drill" ? performDrill(action, ports, context) : performRemove(action, ports, context),
});
