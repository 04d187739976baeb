import { fileURLToPath } from "node:url";
import { readOnly, springBatch, type JobReader } from "@signalbox/db-guard";
import { startPostgres, type TestDatabase } from "@signalbox/testbed/postgres";
import pg from "pg";
import { BARE_EXISTS, DOCUMENT_QUERY } from "../jobs/document-query.js";
import { RECOMMENDED, type RunningJob, writeHistory } from "../jobs/history.js";
import { inRounds, timed, wall } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { notMeasured, row, type Row } from "../row.js";

const TOPIC = "jobs";
const QUICK_ROUNDS = 15;
const SLOW_ROUNDS = 3;
/** A million takes a minute or two to make, and 1.1 GB; `BENCH_JOBS_EXECUTIONS` makes it less. */
const EXECUTIONS = Number(process.env["BENCH_JOBS_EXECUTIONS"] ?? 1_000_000);

const GOALS = {
  anyAgainstBare: { atMost: 1.2 },
  anyAgainstDocument: { atMost: 0.1 },
  anyIndexed: { atMost: 0.0033 },
  list: { atMost: 1 },
  listIndexed: { atMost: 3 },
  process: { atMost: 2 },
  missed: { atMost: 0 },
};

/** A guard's look at a long history of jobs on a real PostgreSQL, beside the query that people used for it. */
export async function jobs(place: Place): Promise<Row[]> {
  const { signal } = place;
  // Room for all tables that are scanned: else who is measured after whom decides.
  const server = await startPostgres({ settings: { shared_buffers: "1GB" } });
  try {
    const database = await server.database();
    const running = await writeHistory(database, EXECUTIONS);
    const client = await connectTo(database);
    try {
      const ways = waysOf(database, client, place);
      const found = await findings(client, running, signal);
      const plain = {
        ...(await inRounds(QUICK_ROUNDS, { any: ways.any, bare: ways.bare })),
        ...(await inRounds(SLOW_ROUNDS, { list: ways.list, document: ways.document })),
      };
      await database.run(RECOMMENDED);
      const indexed = {
        ...(await inRounds(QUICK_ROUNDS, { any: ways.any })),
        ...(await inRounds(QUICK_ROUNDS, { poll: ways.poll, connect: ways.connect })),
      };
      return [...found, ...plainRows(plain), ...indexedRows(plain, indexed), await processRow(ways)];
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

const at = `${EXECUTIONS.toLocaleString("en")} executions`;
const warm = (rounds: number): string => `ms, warm connection, median of ${rounds}`;
const POSTGRES = "PostgreSQL on a socket";

type Plain = Readonly<Record<"any" | "list" | "bare" | "document", number>>;
type Indexed = Readonly<Record<"any" | "poll" | "connect", number>>;

function plainRows({ any, list, bare, document }: Plain): Row[] {
  const base = { topic: TOPIC, metric: warm(QUICK_ROUNDS) };
  const asked = { ...base, case: `is anything running, ${at}, no index`, value: any };
  return [
    row({ ...asked, reference: bare, goal: GOALS.anyAgainstBare, against: `the bare exists query (${POSTGRES})` }),
    row({ ...asked, reference: document, goal: GOALS.anyAgainstDocument, against: "the document's query, repaired" }),
    row({
      topic: TOPIC,
      metric: warm(SLOW_ROUNDS),
      case: `all with details, ${at}, no index`,
      value: list,
      reference: document,
      goal: GOALS.list,
      against: "the document's query, repaired",
    }),
  ];
}

function indexedRows(plain: Plain, { any, poll, connect }: Indexed): Row[] {
  return [
    row({
      topic: TOPIC,
      case: `is anything running, ${at}, recommended indexes`,
      metric: warm(QUICK_ROUNDS),
      value: any,
      reference: plain.document,
      goal: GOALS.anyIndexed,
      against: "the document's query, repaired, without them",
    }),
    row({
      topic: TOPIC,
      case: `all with details, ${at}, recommended indexes`,
      metric: `ms, a connection for each, median of ${QUICK_ROUNDS}`,
      value: poll,
      reference: connect,
      goal: GOALS.listIndexed,
      against: `connect and select 1 (${POSTGRES})`,
    }),
  ];
}

async function processRow({ cli, script }: Pick<ReturnType<typeof waysOf>, "cli" | "script">): Promise<Row> {
  const name = `signalbox jobs, ${at}, recommended indexes`;
  try {
    const took = await inRounds(QUICK_ROUNDS, { cli, script });
    return row({
      topic: TOPIC,
      case: name,
      metric: `ms, whole process, median of ${QUICK_ROUNDS}`,
      value: took.cli,
      reference: took.script,
      goal: GOALS.process,
      against: `node with pg, one query (${process.version})`,
    });
  } catch (error) {
    // What was measured in the database stands all the same.
    return notMeasured(TOPIC, name, GOALS.process, `it failed: ${String(error).slice(0, 80)}`);
  }
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

function waysOf(database: TestDatabase, client: pg.Client, { signal, env, folder }: Place) {
  const once = async (ask: (own: pg.Client) => Promise<unknown>): Promise<void> => {
    const own = await connectTo(database);
    try {
      await ask(own);
    } finally {
      await own.end();
    }
  };
  const run = (...args: readonly string[]): Promise<number> =>
    wall({ file: process.execPath, args, env: { ...env, ...database.env }, cwd: folder, accept: [0, WAITING] }, signal);
  return {
    any: () => timed(() => look(client, signal, (reader) => reader.anyUnfinished())),
    list: () => timed(() => look(client, signal, (reader) => reader.unfinished(100))),
    bare: () => timed(() => client.query(BARE_EXISTS)),
    document: () => timed(() => client.query(DOCUMENT_QUERY)),
    poll: () => timed(() => once((own) => look(own, signal, (reader) => reader.unfinished(100)))),
    connect: () => timed(() => once((own) => own.query("select 1"))),
    cli: () => run(CLI, "jobs", "--json"),
    script: () => run(fileURLToPath(new URL("./bare-jobs.js", import.meta.url))),
  };
}

/** What the CLI ends with while jobs run. */
const WAITING = 3;

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

async function connectTo({ host, port, user, database }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  return client;
}
