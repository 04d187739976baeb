import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { springBatchSchema, startPostgres, type TestPostgres } from "@signalbox/testbed/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../tools/require-system.js";
import { runDocument } from "./support/documents.js";
import { endedJob, runningJob, serveDatabase } from "./support/serve-database.js";

const node = (script: string): string[] => ["node", "-e", `require("fs").appendFileSync("happened", "${script}\\n")`];

systemSuite("a train with guards before its deploy", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  beforeAll(async () => void (server = await startPostgres()));
  afterAll(() => server.stop());

  const prepare = async () => {
    const database = await server.database();
    await database.run(springBatchSchema(5));
    const served = await serveDatabase(database);
    await served.configure({
      databases: {
        main: {
          ...{ urlFrom: "MAIN_DB", timeZone: "UTC", cleanPolls: 1, pollSeconds: 1 },
          thresholds: { idleInTransactionMs: 0 },
          intake: { pause: [...node("pause"), "{seconds}"], resume: node("resume"), forMinutes: 5 },
        },
      },
      trains: {
        release: {
          steps: [
            { id: "ready", type: "gate", uses: "database-ready", with: { database: "main" } },
            { id: "pause", type: "operation", uses: "pause-intake", with: { database: "main" }, needs: ["ready"] },
            { id: "idle", type: "gate", uses: "jobs-idle", with: { database: "main" }, needs: ["pause"] },
            { id: "deploy", type: "command", run: node("deploy"), needs: ["idle"] },
            {
              ...{ id: "again", type: "operation", uses: "resume-intake", planned: "later", needs: ["deploy"] },
              with: { name: "main" },
            },
          ],
        },
      },
    });
    const happened = async (): Promise<string> =>
      readFile(join(served.folder, "happened"), "utf8").then(
        (text) => text.trim().replaceAll("\n", " "),
        () => "",
      );
    return { ...served, database, happened };
  };

  test("waits while a job runs, says who runs what, and goes on when it has ended", async () => {
    const { cli, database, happened } = await prepare();
    await database.run(runningJob(4711));
    const first = await cli("run release --yes --json");
    expect(first.code).toBe(3);
    const run = runDocument.parse(first.json());
    expect(JSON.stringify(run)).toMatch(/importJob 4711 of 7 for/);
    expect(await happened()).toBe("pause");
    expect((await cli("resume")).stdout).toContain("importJob 4711 of 7");
    await database.run(endedJob(4711));
    const ended = await cli("resume --json");
    expect([ended.json()["waits"], ended.json()["status"]]).toEqual([[], "finished"]);
    expect(await happened()).toBe("pause deploy resume");
  });

  test("is blocked by whoever left a transaction open, says whom, and an abort undoes what was paused", async () => {
    const { cli, database, happened } = await prepare();
    const idle = new pg.Client({
      host: database.host,
      port: database.port,
      user: database.user,
      database: database.database,
    });
    idle.on("error", () => {});
    await idle.connect();
    onTestFinished(() => idle.end().catch(() => {}));
    await idle.query("set application_name = 'forgotten console'; begin; select * from batch_job_execution");
    const blocked = await cli("run release --yes");
    expect(blocked.code).toBe(4);
    expect(blocked.stdout + blocked.stderr).toContain("(postgres, forgotten console) holds a transaction open");
    expect(await happened()).toBe("");

    await idle.query("rollback");
    await database.run(runningJob(1));
    const waiting = await cli("run release --yes --json");
    expect(waiting.code).toBe(3);
    const { run: id } = runDocument.parse(waiting.json());
    expect(await happened()).toBe("pause");
    const aborted = await cli(`abort ${id} --reason later --yes --json`);
    expect(aborted.json()).toMatchObject({ status: "aborted", resumed: [{ name: "main", error: null }] });
    expect(await happened()).toBe("pause resume");
  });
});
