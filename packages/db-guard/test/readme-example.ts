import { copySnapshot, databaseReady, dumpDatabase, type GuardPorts, jobsIdle } from "../src/index.js";
import { type CallOptions, planAndApply, waitForGate } from "@signalbox/release-core";
import { rdsSnapshots } from "../src/rds.js";
import { RDSClient } from "@aws-sdk/client-rds";
import pg from "pg";

export const databases: GuardPorts["databases"] = {
  openSql: async (name) => {
    const client = new pg.Client({ database: name, ssl: true }); // the rest by PGHOST, PGUSER, …
    await client.connect();
    return { client: { query: (text, values) => client.query(text, [...(values ?? [])]) }, close: () => client.end() };
  },
  openRedis: () => Promise.reject(new Error("there is no Redis here")),
};
const main = { database: "openchs", engine: "spring-batch", timeZone: "Asia/Kolkata" };

export async function beforeTheStop(ports: GuardPorts, options: CallOptions): Promise<void> {
  const rds = rdsSnapshots({ client: new RDSClient({ region: "ap-south-1" }) });
  await planAndApply(copySnapshot(rds), { database: "proddb02" }, options); // without RDS:
  await planAndApply(dumpDatabase(ports), { database: "openchs", file: "/backup/16.2.dump", drill: true }, options);
  await waitForGate(databaseReady(ports), { database: "openchs" }, options);
  await waitForGate(jobsIdle(ports), { ...main, deadlineMs: 3_600_000 }, options); // two looks in a row, or an error
}
