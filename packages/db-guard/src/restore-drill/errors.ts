import { ReleaseError } from "@signalbox/release-core";

export const drillFailed = (snapshot: string, why: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DRILL_FAILED",
    message: `${snapshot} was not proven: ${why}. The temporary database is removed.`,
    hint: "Do not count on this snapshot before it is understood; the events of RDS may say more.",
    details: { snapshot, why },
  });

export const notTemporary = (id: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DATABASE_NOT_OURS",
    message: `${id} has the name of a temporary database, and not our tag: it was left alone.`,
    hint: "See who made it; rename or remove it by hand.",
    details: { id },
  });
