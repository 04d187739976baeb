import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { median, output } from "../measure.js";
import type { Place } from "../place.js";
import { notMeasured, row, type Row } from "../row.js";

const TOPIC = "journal";
const CASE = "a step that does nothing, against a durable engine on a database";
const GOAL = { atMost: 0.25 };
const SDK = "@dbos-inc/dbos-sdk";
const ROUNDS = 5;

/**
 * A step of ours against one of DBOS. The SDK and its PostgreSQL are no part of the workspace, so they are named:
 * `BENCH_DBOS_FOLDER`, where the SDK is installed, and `BENCH_DBOS_URL`, a database of its own.
 */
export async function dbosRow({ env, signal }: Place, ours: number, steps: number): Promise<Row> {
  const { BENCH_DBOS_FOLDER: folder, BENCH_DBOS_URL: url } = process.env;
  if (folder === undefined || url === undefined) {
    return notMeasured(TOPIC, CASE, GOAL, "not measured: set BENCH_DBOS_FOLDER and BENCH_DBOS_URL");
  }
  const module = pathToFileURL(createRequire(join(folder, "bench.js")).resolve(SDK)).href;
  const { version } = JSON.parse(readFileSync(join(folder, "node_modules", SDK, "package.json"), "utf8")) as {
    version: string;
  };
  const script = fileURLToPath(new URL("./dbos-step.js", import.meta.url));
  const args = [script, module, url, String(steps), String(ROUNDS)];
  const figures = (await output({ file: process.execPath, args, env }, signal)).trim().split("\n").map(Number);
  return row({
    topic: TOPIC,
    case: CASE,
    metric: `ms, of ${steps} steps, median of ${ROUNDS}`,
    value: ours,
    reference: median(figures),
    goal: GOAL,
    against: `a step of DBOS ${version} on PostgreSQL`,
  });
}
