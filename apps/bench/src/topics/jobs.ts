import { readOnly, springBatch, type JobReader } from "@signalbox/db-guard";
import { startPostgres, type TestDatabase } from "@signalbox/testbed/postgres";
import pg from "pg";
import { BARE_EXISTS, DOCUMENT_QUERY } from "../jobs/document-query.js";
import { RECOMMENDED, type RunningJob, writeHistory } from "../jobs/history.js";
import { inRounds, timed } from "../measure.js";
import type { Place } from "../place.js";
import { row, type Row } from "../row.js";

const TOPIC = "jobs";
const ROUNDS = 7;
/** A million takes a minute or two to make, and 1.1 GB; `BENCH_JOBS_EXECUTIONS` makes it less. */
const EXECUTIONS = Number(process.env["BENCH_JOBS_EXECUTIONS"] ?? 1_000_000);

const GOALS = {
  anyAgainstBare: { atMost: 1.2 },
  anyAgainstDocument: { atMost: 0.1 },
  anyIndexed: { atMost: 0.0033 },
  list: { atMost: 1 },
  listIndexed: { atMost: 3 },
  missed: { atMost: 0 },
};

/** A guard's look at a long history of jobs on a real PostgreSQL, beside the query that people used for it. */
export async function jobs({ signal }: Place): Promise<Row[]> {
  const server = await startPostgres();
  try {
    const database = await server.database();
    const running = await writeHistory(database, EXECUTIONS);
    const client = await connect(database);
    try {
      const ways = waysOf(database, client, signal);
      const plain = await inRounds(ROUNDS, ways.warm);
      // Everything is looked up under the plain tables, so this is what every installation gets.
      const found = await findings(client, running, signal);
      await database.run(RECOMMENDED);
      const indexed = await inRounds(ROUNDS, ways.warm);
      const poll = await inRounds(ROUNDS * 3, ways.polls);
      return [...found, ...plainRows(plain), ...indexedRows(plain, indexed, poll)];
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

const at = `${EXECUTIONS.toLocaleString("en")} executions`;
const METRIC = `ms, warm connection, median of ${ROUNDS}`;
const POSTGRES = "PostgreSQL on a socket";

type Warm = Readonly<Record<"any" | "list" | "bare" | "document", number>>;

function plainRows({ any, list, bare, document }: Warm): Row[] {
  const base = { topic: TOPIC, metric: METRIC };
  const asked = { ...base, case: `is anything running, ${at}, no index`, value: any };
  return [
    row({ ...asked, reference: bare, goal: GOALS.anyAgainstBare, against: `the bare exists query (${POSTGRES})` }),
    row({ ...asked, reference: document, goal: GOALS.anyAgainstDocument, against: "the document's query, repaired" }),
    row({
      ...base,
      case: `all with details, ${at}, no index`,
      value: list,
      reference: document,
      goal: GOALS.list,
      against: "the document's query, repaired",
    }),
  ];
}

function indexedRows(plain: Warm, indexed: Warm, poll: Readonly<Record<"ours" | "bare", number>>): Row[] {
  return [
    row({
      topic: TOPIC,
      case: `is anything running, ${at}, recommended indexes`,
      metric: METRIC,
      value: indexed.any,
      reference: plain.document,
      goal: GOALS.anyIndexed,
      against: "the document's query, repaired, without them",
    }),
    row({
      topic: TOPIC,
      case: `all with details, ${at}, recommended indexes`,
      metric: `ms, a connection for each, median of ${ROUNDS * 3}`,
      value: poll.ours,
      reference: poll.bare,
      goal: GOALS.listIndexed,
      against: `connect and select 1 (${POSTGRES})`,
    }),
  ];
}

/** Who is missed, seen twice, or under a wrong user. */
async function findings(client: pg.Client, running: readonly RunningJob[], signal: AbortSignal): Promise<Row[]> {
  const { sightings } = await look(client, signal, (reader) => reader.unfinished(100));
  const { rows } = await client.query<{ execution_id: string; username: string }>(DOCUMENT_QUERY);
  const wrong = (said: readonly (readonly [string, string | null])[]): number =>
    running.filter(({ id, user }) => {
      const matches = said.filter(([execution]) => execution === String(id));
      return matches.length !== 1 || matches[0]?.[1] !== user;
    }).length;
  return [
    row({
      topic: TOPIC,
      case: `found once and under the right user, of ${running.length} that run`,
      metric: `wrong or missed; the document's query: ${wrong(rows.map((one) => [one.execution_id, one.username]))}`,
      value: wrong(sightings.map(({ id, startedBy }) => [id, startedBy])),
      goal: GOALS.missed,
      against: "what was written into the tables",
    }),
  ];
}

function waysOf(database: TestDatabase, client: pg.Client, signal: AbortSignal) {
  const once = async (ask: (own: pg.Client) => Promise<unknown>): Promise<void> => {
    const own = await connect(database);
    try {
      await ask(own);
    } finally {
      await own.end();
    }
  };
  return {
    warm: {
      any: () => timed(() => look(client, signal, (reader) => reader.anyUnfinished())),
      list: () => timed(() => look(client, signal, (reader) => reader.unfinished(100))),
      bare: () => timed(() => client.query(BARE_EXISTS)),
      document: () => timed(() => client.query(DOCUMENT_QUERY)),
    },
    polls: {
      ours: () => timed(() => once((own) => look(own, signal, (reader) => reader.unfinished(100)))),
      bare: () => timed(() => once((own) => own.query("select 1"))),
    },
  };
}

/** A whole look, as the gate does it: the transaction, the tables, the question. */
const look = <T>(client: pg.Client, signal: AbortSignal, ask: (reader: JobReader) => Promise<T>): Promise<T> =>
  readOnly(
    { query: (text, values) => client.query(text, values === undefined ? undefined : [...values]) },
    async (session) => {
      const users = { table: "users", id: "id", name: "username" };
      const reader = await springBatch.find(
        { via: "sql", session },
        { timeZone: "UTC", parameters: { users }, signal },
      );
      if (reader === null) throw new Error("The tables that were just made are not found.");
      return ask(reader);
    },
    { signal, limits: { statementTimeoutMs: 60_000 } },
  );

async function connect({ host, port, user, database }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  return client;
}
