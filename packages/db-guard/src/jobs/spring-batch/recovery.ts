import { quoteText } from "../sql/text.js";
import type { BatchSchema } from "./schema.js";

/**
 * What would end an execution that nobody works on, so that its job can be started again: STATUS, END_TIME, EXIT_CODE
 * and VERSION, in its steps and in itself. STATUS alone does not do (spring-batch issue 5418). A row that has moved on
 * in the meantime is left alone by the guard on its version.
 */
export function recoverySql({ tables }: BatchSchema, id: string, localNow: string): readonly string[] {
  const ended = `status = 'FAILED', exit_code = 'FAILED', exit_message = 'ended by hand: its process is gone',
  end_time = coalesce(end_time, ${localNow}), last_updated = ${localNow}, version = coalesce(version, 0) + 1`;
  const open = "(end_time is null or status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))";
  return [
    "begin;",
    `update ${tables.step_execution} set ${ended}\nwhere job_execution_id = ${Number(id)} and ${open};`,
    `update ${tables.job_execution} set ${ended}\nwhere job_execution_id = ${Number(id)} and ${open};`,
    "commit;",
  ];
}

/** The database's clock in the zone that the engine writes in; without one, for the reader to fill in. */
export const localNowSql = ({ zoned }: BatchSchema, timeZone: string | null): string => {
  if (zoned) return "now()";
  return timeZone === null
    ? "localtimestamp /* the process' own time zone is meant */"
    : `(now() at time zone ${quoteText(timeZone)})`;
};
