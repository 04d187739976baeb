import { jobsIdle, listRunningJobs, type Databases } from "../src/index.js";
import { waitForGate } from "@signalbox/release-core";
import pg from "pg";

const databases: Pick<Databases, "openSql"> = {
  openSql: async (name) => {
    const client = new pg.Client({ database: name, ssl: true }); // the rest by PGHOST, PGUSER, …
    await client.connect();
    return { client: { query: (text, values) => client.query(text, [...(values ?? [])]) }, close: () => client.end() };
  },
};
const openRedis = () => Promise.reject(new Error("there is no Redis here"));
const main = { database: "openchs", engine: "spring-batch", timeZone: "Asia/Kolkata" };

export async function beforeTheStop(): Promise<void> {
  const ports = { databases: { ...databases, openRedis } };
  for (const { executions } of await listRunningJobs(ports, main)) for (const one of executions) show(one.evidence);
  await waitForGate(jobsIdle(ports), { ...main, deadlineMs: 3_600_000 }); // two looks in a row without a job, or an error
}

declare function show(evidence: readonly { code: string; message: string }[]): void;
