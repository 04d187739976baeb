import type { ReadSession } from "../../session/read-session.js";
import { schemaIncomplete } from "../errors.js";
import type { EngineOptions, JobEngine, JobReader, UsersTable } from "../job-engine.js";
import * as sql from "./queries.js";
import { localNowSql, recoverySql } from "./recovery.js";
import { type BatchSchema, findSchema } from "./schema.js";
import { sightingsOf, STARTED_BY, TOTAL } from "./sightings.js";

/**
 * Spring Batch 4 and newer, on PostgreSQL, with any table prefix. Its times have no zone: without `timeZone` it is not
 * said when an execution began, nor how old its signs of life are. Chunk steps leave a checkpoint at every commit,
 * tasklets none.
 */
export const springBatch: JobEngine = {
  name: "spring-batch",
  via: "sql",
  find: async (source, options) => {
    if (source.via !== "sql") return null;
    const schema = await findSchema(source.session, options);
    return schema === null ? null : reader(source.session, schema, options);
  },
};

function reader(session: ReadSession, schema: BatchSchema, { timeZone, parameters }: EngineOptions): JobReader {
  const isFound = async (text: string): Promise<boolean> => (await session.rows(text))[0]?.["found"] === true;
  const names = ["", ...(parameters?.startedBy ?? STARTED_BY), ...(parameters?.total ?? TOTAL)]; // a list is never empty
  return {
    description: `Spring Batch ${schema.generation === 4 ? "4" : "5 or newer"}, tables ${schema.schema}.${schema.prefix}…`,
    anyUnfinished: () => isFound(sql.anyUnfinished(schema)),
    everUsed: () => isFound(sql.everUsed(schema)),
    unfinished: async (limit) => {
      const executions = await session.rows(sql.unfinished(schema, timeZone, limit));
      const ids = executions.map(({ id }) => String(id));
      if (ids.length === 0) return { sightings: [], total: 0 };
      const users = parameters?.users === undefined ? null : await readUsers(session, parameters.users);
      const details = await session.rows(sql.details(schema, { timeZone, ids, names, users }));
      return { sightings: sightingsOf(executions, details, parameters), total: Number(executions[0]?.["total"]) };
    },
    usualDurations: async (jobs) => {
      const rows = jobs.length === 0 ? [] : await session.rows(sql.usualDurations(schema, jobs));
      return new Map(rows.map(({ job, ms }) => [String(job), Number(ms)]));
    },
    recovery: ({ id }) => recoverySql(schema, id, localNowSql(schema, timeZone)),
  };
}

async function readUsers(session: ReadSession, table: UsersTable): Promise<sql.UsersWanted> {
  const type = (await session.rows(sql.userIdType(table)))[0]?.["type"];
  if (typeof type !== "string") throw schemaIncomplete("the users", [`${table.table}.${table.id}`]);
  return { table, numeric: ["smallint", "integer", "bigint", "numeric"].includes(type) };
}
