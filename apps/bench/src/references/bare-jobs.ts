import pg from "pg";

// What somebody would write who only wants the answer: connects by libpq's variables, asks, and says it.
const client = new pg.Client();
await client.connect();
const { rows } = await client.query<{ id: string }>(
  "select job_execution_id as id from batch_job_execution where end_time is null",
);
await client.end();
process.stdout.write(`${JSON.stringify(rows)}\n`);
