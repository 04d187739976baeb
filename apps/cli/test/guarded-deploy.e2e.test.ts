import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildDeb, startHosts, type TestHost, type TestHosts } from "@signalbox/testbed/hosts";
import { springBatchSchema, startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../tools/require-system.js";
import { jobsDocument } from "./support/database-documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";
import { endedJob, runningJob } from "./support/serve-database.js";
import { configOf } from "./support/serve-servers.js";

const HOST = "server-prod-api";

/** One after the other, on one server and its database. */
systemSuite("a deploy to a server whose jobs it would kill", [...HOST_NEEDS, "postgresql"], () => {
  let hosts: TestHosts;
  let postgres: TestPostgres;
  let folder: string;
  let host: TestHost;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "guarded-deploy-"));
    [hosts, postgres] = await Promise.all([startHosts({ hosts: [{ name: HOST, init: "systemd" }] }), startPostgres()]);
    [host, database] = [hosts.host(HOST), postgres.main];
    await Promise.all([
      database.run(springBatchSchema(5)),
      writeFile(join(folder, "signalbox.config.json"), JSON.stringify(configOf(hosts, CONFIG))),
      ...["1.0.0", "1.1.0", "1.2.0"].map(async (version) => {
        const built = await buildDeb(folder, { name: "server", version, service: { kind: "systemd", port: 1080 } });
        await rename(built.path, join(folder, `server-${version}.deb`));
      }),
    ]);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([hosts?.close(), postgres?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const does = async (line: string, code: number): Promise<CliAnswer> => {
    const answer = await cli(line);
    expect(answer.code, answer.stdout + answer.stderr).toBe(code);
    return answer;
  };
  const cli = (line: string): Promise<CliAnswer> =>
    signalbox(line.split(" "), { cwd: folder, env: { MAIN_DB: database.url, USER: "anna" } });
  /** Version, process and start of what runs there. */
  const running = (): Promise<string> =>
    host.run("cat /run/server.version; systemctl show --property=MainPID,ExecMainStartTimestampMonotonic server");

  test("waits with the package on the server and its service untouched, and installs when the job has ended", async () => {
    await does("deploy server --to prod --file server-1.0.0.deb --yes", 0);
    const before = await running();
    expect(before).toMatch(/^1\.0\.0\n/);

    await database.run(runningJob(4711));
    const command = "deploy server --to prod --file server-1.1.0.deb --yes";
    const waiting = await does(command, 3);
    expect(waiting.stdout + waiting.stderr).toContain("importJob 4711");
    expect(await running()).toBe(before);
    expect((await host.tryRun("ls /var/lib/signalbox/tx")).stdout.trim().split("\n")).toHaveLength(1);

    await database.run(endedJob(4711));
    await does(command, 0);
    expect(await running()).toMatch(/^1\.1\.0\n/);
  });

  test("a train is blocked by an open transaction and by an orphan that is proven, and deploys when both are settled", async () => {
    const before = await running();
    const idle = new pg.Client({ connectionString: database.url, application_name: "forgotten console" });
    idle.on("error", () => {});
    await idle.connect();
    onTestFinished(() => idle.end().catch(() => {}));
    await idle.query("begin; select * from batch_job_execution");
    await database.run("select pg_sleep(0.5)"); // by the server's clock
    const held = await does("run release --yes", 4);
    expect(held.stdout + held.stderr).toContain("(postgres, forgotten console) holds a transaction open");
    await idle.query("rollback");

    // It began an hour before the service that could be working on it.
    await database.run(`${runningJob(4712)} update batch_job_execution
      set create_time = create_time - interval '1 hour', start_time = start_time - interval '1 hour',
        last_updated = last_updated - interval '1 hour' where job_execution_id = 4712`);
    const blocked = await does("run release --yes", 4);
    expect(blocked.stdout + blocked.stderr).toContain("importJob 4712");
    const found = jobsDocument.parse((await cli("jobs --json")).json());
    expect(found.executions).toMatchObject([{ id: "4712", state: "orphan", evidence: [{ code: "services-newer" }] }]);
    expect(found.executions[0]?.evidence[0]?.message).toContain(`server on ${HOST} at `);
    expect(await running()).toBe(before);

    await does("jobs acknowledge 4712 --reason killed", 0);
    await does("run release --yes", 0);
    expect(await running()).toMatch(/^1\.2\.0\n/);
  });
});

const CONFIG = {
  environments: [{ name: "prod", hosts: { api: [HOST] } }],
  databases: {
    main: {
      ...{ urlFrom: "MAIN_DB", timeZone: "UTC", cleanPolls: 1, pollSeconds: 1 },
      thresholds: { idleInTransactionMs: 400 }, // two gates look at once, each in a transaction of its own
      services: [{ unit: "server", hosts: [HOST] }],
    },
  },
  components: [
    {
      name: "server",
      repository: "acme/server",
      deploy: { groups: ["api"], database: "main", services: ["server"], stableSeconds: 0 },
    },
  ],
  trains: {
    release: {
      steps: [
        { id: "ready", type: "gate", uses: "database-ready", with: { database: "main" } },
        { id: "idle", type: "gate", uses: "jobs-idle", with: { database: "main" }, needs: ["ready"] },
        {
          ...{ id: "deploy", type: "operation", uses: "install-package", needs: ["idle"] },
          with: {
            ...{ package: "server", version: "1.2.0", artifact: { file: "server-1.2.0.deb" } },
            groups: [{ name: "api", hosts: [HOST] }],
            services: { stop: ["server"] },
            health: { checks: [], stableMs: 0 },
          },
        },
      ],
    },
  },
};
