import { type Json, type Problem, ReleaseError } from "@signalbox/release-core";
import { ageText } from "./age-text.js";
import type { Snapshot } from "./ports.js";

export const noDatabase = (database: string): Problem => ({
  code: "ERR_DATABASE_NOT_FOUND",
  message: `RDS has no instance and no cluster ${database} here.`,
  hint: "Look at the name, the region and the account: `aws rds describe-db-instances` shows what there is.",
});

export const noSnapshot = (database: string, underWay: string | null): Problem => ({
  code: "ERR_SNAPSHOT_NONE",
  message: `${database} has no automated snapshot that is available${underWay === null ? "" : `; ${underWay} is being taken`}.`,
  hint:
    underWay === null
      ? "See whether its backup retention is 0 days; `signalbox snapshot create` takes one now."
      : "Wait until it is there, or take one now with `signalbox snapshot create`.",
});

export const tooOld = (id: string, ageMs: number, maxAgeMs: number): Problem => ({
  code: "ERR_SNAPSHOT_OLD",
  message: `${id} was taken ${ageText(ageMs)} ago, and ${ageText(maxAgeMs)} are allowed: what was written since is not in it.`,
  hint: "Take one now: `signalbox snapshot create`, or `whenOlder: create` for the copy.",
});

export const badName = (name: string, flaw: string): Problem => ({
  code: "ERR_SNAPSHOT_NAME",
  message: `RDS takes no snapshot with the name ${name}: ${flaw}.`,
  hint: "Give another name with --name, or another prefix in the configuration.",
});

export const quotaReached = (used: number, limit: number, database: string): Problem => ({
  code: "ERR_SNAPSHOT_QUOTA",
  message: `${used} of ${limit} manual snapshots are in use in this region.`,
  hint: `Delete some of ours: \`signalbox snapshot prune ${database} --keep 10\`; or ask AWS for a higher quota.`,
});

export const keyNeeded = (source: string): Problem => ({
  code: "ERR_SNAPSHOT_KMS_KEY",
  message: `${source} is encrypted, and its key is not in the other region.`,
  hint: "Name a key of the region that it goes to: --kms-key.",
});

/** Something of that name is there, and it is not what is wished. */
export const nameTaken = (found: Snapshot, wanted: string, isKnown: boolean): Problem => ({
  code: "ERR_SNAPSHOT_TAKEN",
  message: isKnown
    ? `${found.id} is there already, and it is not ${wanted}.`
    : `${found.id} is there already, and nothing says whether it is ${wanted}.`,
  hint: "It is left as it is. Give another name with --name.",
});

/** What ended as failed stays there, with all that AWS says of it. */
export const endedFailed = ({ id, status, percent }: Snapshot): Problem => ({
  code: "ERR_SNAPSHOT_FAILED",
  message: `${id} ended as ${status}${percent === null ? "" : ` at ${percent} %`}.`,
  hint: "It is kept as evidence: see the events of RDS. Delete it by hand, or give another name with --name.",
});

export const asError = (problem: Problem, details: Json = null): ReleaseError =>
  new ReleaseError({ ...problem, details });

/** It was begun, and is not there any more. */
export const snapshotGone = (id: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SNAPSHOT_GONE",
    message: `${id} was under way, and is not there any more.`,
    hint: "Somebody deleted it, or its source expired: see the events of RDS, then run it again.",
    details: { id },
  });
