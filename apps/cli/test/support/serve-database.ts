import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestDatabase } from "@signalbox/testbed/postgres";
import { onTestFinished } from "vitest";
import { type CliAnswer, signalbox } from "./run-cli.js";

export interface ServedDatabase<Database extends TestDatabase | null = TestDatabase> {
  readonly database: Database;
  readonly folder: string;
  cli(
    line: string,
    options?: { env?: Record<string, string>; onStart?: (child: ChildProcess) => void },
  ): Promise<CliAnswer>;
  configure(config: object): Promise<void>;
}

/** A folder with a configuration, and the CLI, which reaches the database, if there is one, by the URL in MAIN_DB. */
export async function serveDatabase<Database extends TestDatabase | null>(
  database: Database,
  settings: object = {},
): Promise<ServedDatabase<Database>> {
  const folder = await mkdtemp(join(tmpdir(), "guard-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const configure = (config: object): Promise<void> =>
    writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config));
  await configure({ databases: { main: { urlFrom: "MAIN_DB", timeZone: "UTC", ...settings } } });
  return {
    database,
    folder,
    configure,
    cli: (line, { env = {}, onStart } = {}) =>
      signalbox(line.split(" "), {
        cwd: folder,
        env: { ...(database === null ? {} : { MAIN_DB: database.url }), ...env },
        ...(onStart === undefined ? {} : { onStart }),
      }),
  };
}

/** One execution of Spring Batch 5 that has not ended, by user 7. */
export const runningJob = (id: number, job = "importJob"): string => `
  insert into batch_job_instance values (${id}, 0, '${job}', 'key-${id}');
  insert into batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time, status, last_updated)
    values (${id}, 1, ${id}, now() at time zone 'UTC', now() at time zone 'UTC', 'STARTED', now() at time zone 'UTC');
  insert into batch_job_execution_params values (${id}, 'userId', 'java.lang.Long', '7', 'Y');`;

export const endedJob = (id: number): string =>
  `update batch_job_execution set status = 'COMPLETED', end_time = now() at time zone 'UTC' where job_execution_id = ${id}`;
