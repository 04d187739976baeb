import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createBareRepository, gitText, history } from "@signalbox/testbed";
import { buildRobot, type GitHub, startGitHub } from "@signalbox/testbed/github";
import {
  buildDeb,
  buildRpm,
  type BuiltPackage,
  type PackageSpec,
  startHosts,
  type TestHost,
  type TestHosts,
} from "@signalbox/testbed/hosts";
import { deploySteps, promotionOfServers } from "../../src/templates/deploy-steps.js";
import { type CliAnswer, type CliCall, signalbox } from "./run-cli.js";

const OWNER = "TheCacophonyProject";
const API = `${OWNER}/cacophony-api`;
const TOKEN = "canary-of-the-servers-41d7";
const NAMES = [
  "server-test-api",
  "server-prod-api",
  "server-prod-processing",
  "server-prod-processing02",
  "avni-prod",
] as const;

/** Servers of both projects, a GitHub with the releases of one, and a folder to run the CLI in. */
export interface ServedServers {
  readonly hosts: TestHosts;
  readonly gitHub: GitHub;
  readonly folder: string;
  host(name: (typeof NAMES)[number]): TestHost;
  cli(line: string | readonly string[], call?: Partial<CliCall>): Promise<CliAnswer>;
  configure(config: object): Promise<void>;
  /** A .deb of the API, in `packages/` of the folder. */
  api(version: string, scripts?: PackageSpec["scripts"]): Promise<BuiltPackage>;
  /** Avni's RPM: nobody starts or stops its service but people, and its old package deletes the new one's files. */
  avni(version: string): Promise<BuiltPackage>;
  /** Its path as an operator writes it. */
  fileOf(built: BuiltPackage): string;
  /** A release on GitHub as goreleaser makes it: the package and the list of its checksums. */
  release(built: BuiltPackage): Promise<void>;
  /** Everything that the CLI said so far. */
  said(): readonly string[];
  /** Nothing that is said may hold it. */
  readonly token: string;
  close(): Promise<void>;
}

const [TEST, PRODUCTION] = [
  { name: "test", hosts: { api: ["server-test-api"] } },
  {
    name: "prod",
    hosts: { api: ["server-prod-api"], processing: ["server-prod-processing", "server-prod-processing02"] },
  },
] as const;

function serverSteps(): readonly object[] {
  const components = [
    { name: "api", repository: API, deploy: { package: "cacophony-api", groups: ["api", "processing"] } },
  ];
  const toTest = deploySteps({ to: TEST, components, needs: [] });
  const [from, to] = [TEST, PRODUCTION];
  return [...toTest, ...promotionOfServers({ from, to, components, approvers: ["anna"], needs: ["deploy-test"] })];
}

export const CONFIG = {
  approvers: ["anna"],
  environments: [TEST, PRODUCTION, { name: "cloud", hosts: { avni: ["avni-prod"] } }],
  components: [
    {
      name: "api",
      repository: API,
      release: {
        owner: "ci",
        assets: ["cacophony-api_{version}.deb"],
        checksums: "cacophony-api_{version}_checksums.txt",
      },
      deploy: {
        package: "cacophony-api",
        asset: "cacophony-api_{version}.deb",
        groups: ["api", "processing"],
        services: ["cacophony-api"],
        health: [{ type: "http", url: "http://127.0.0.1:1080/", version: { is: "{version}", pattern: "{version}" } }],
        stableSeconds: 0,
        healthDeadlineSeconds: 10,
      },
    },
    {
      name: "avni-etl",
      repository: "avniproject/avni-etl",
      deploy: {
        groups: ["avni"],
        files: [
          { asset: "etl-{version}.jar", to: "/opt/avni/etl.jar", mode: "640" },
          { file: "packages/avni-etl", to: "/etc/init.d/avni-etl", mode: "755" },
        ],
        services: ["avni-etl"],
        stableSeconds: 0,
        healthDeadlineSeconds: 10,
      },
    },
    {
      name: "avni-server",
      repository: "avniproject/avni-server",
      deploy: {
        groups: ["avni"],
        services: ["openchs"],
        method: "reinstall",
        health: [{ type: "log", file: "/var/log/openchs.log", appears: "is ready" }],
        stableSeconds: 0,
        healthDeadlineSeconds: 10,
      },
    },
  ],
  // What the templates make for servers, and nothing else of them.
  trains: { servers: { title: "Servers", approvers: [], steps: serverSteps() } },
};

/** Runs as long as nobody stops it, from the jar that is there. */
const etlScript = `#!/bin/sh
case "$1" in
  start) cp /opt/avni/etl.jar /run/etl.jar; start-stop-daemon --start --background --make-pidfile --pidfile /run/etl.pid --exec /bin/sleep -- 1000 ;;
  stop) start-stop-daemon --stop --oknodo --retry 5 --remove-pidfile --pidfile /run/etl.pid ;;
  restart) "$0" stop; "$0" start ;;
  status) start-stop-daemon --status --pidfile /run/etl.pid ;;
esac
`;

export async function serveServers(): Promise<ServedServers> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-servers-"));
  const [packages, remotes] = [join(folder, "packages"), join(folder, "remotes")];
  await Promise.all([mkdir(packages), mkdir(remotes)]);
  const path = await createBareRepository(remotes, API, { defaultBranch: "master" });
  const told = history({ seed: 7, endAt: new Date() });
  told.commit("master", { subject: "First", daysAgo: 40 });
  await told.write(path);
  await writeFile(join(packages, "avni-etl"), etlScript);
  const [hosts, gitHub] = await Promise.all([
    startHosts({
      hosts: NAMES.map((name) => ({ name, init: name === "server-prod-api" ? "systemd" : "none", disk: "3g" })),
    }),
    startGitHub({
      root: remotes,
      users: [{ login: "goreleaser", token: TOKEN, permissions: { [API]: "write" } }],
      // Private: the files of its releases are given out by the API alone.
      repositories: [{ slug: API, defaultBranch: "master", private: true }],
    }),
  ]);
  const builds = buildRobot(gitHub.host, "goreleaser");
  const env = {
    GITHUB_SERVER_URL: gitHub.url,
    GITHUB_API_URL: gitHub.apiUrl,
    GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
    GH_ENTERPRISE_TOKEN: TOKEN,
    USER: "anna",
  };
  const said: string[] = [];
  const served: ServedServers = {
    hosts,
    gitHub,
    folder,
    host: (name) => hosts.host(name),
    cli: async (line, call = {}) => {
      const words = typeof line === "string" ? line.split(" ") : line;
      const answer = await signalbox(words, { cwd: folder, ...call, env: { ...env, ...call.env } });
      said.push(answer.stdout, answer.stderr);
      return answer;
    },
    said: () => said,
    token: TOKEN,
    configure: (config) => writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config, null, 2)),
    api: (version, scripts) =>
      buildDeb(packages, {
        name: "cacophony-api",
        version,
        config: "port=1080\n",
        service: { kind: "sysv", port: 1080 },
        ...(scripts === undefined ? {} : { scripts }),
      }),
    avni: (version) =>
      buildRpm(packages, {
        name: "avni-server",
        version,
        config: "port=8021\n",
        files: { "/opt/openchs/avni-server.jar": `jar of ${version}\n` },
        service: { kind: "sysv", name: "openchs", startedByPackage: false },
        scripts: { afterRemove: "rm -rf /opt/openchs" },
      }),
    fileOf: ({ path: file }) => relative(folder, file),
    release: async ({ path: file, version, sha256 }) => {
      const name = `cacophony-api_${version}.deb`;
      await gitText(path, ["tag", `v${version}`, "refs/heads/master"]);
      builds.build(
        API,
        `v${version}`,
        { [name]: await readFile(file), [`cacophony-api_${version}_checksums.txt`]: `${sha256}  ${name}\n` },
        { withoutDigest: true },
      );
    },
    close: async () => {
      await gitHub.close();
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await served.configure(configOf(hosts));
  return served;
}

/** The configuration, with the way to the servers of this set; `dead` is an address where nobody lives. */
export function configOf(hosts: TestHosts, config: object = CONFIG): object {
  const ways = hosts.hosts.map(({ name, address }) => [name, { address, identityFile: hosts.key }] as const);
  return {
    identity: { name: "Release Crew", email: "crew@example.org" },
    cacheDir: "./cache",
    ...config,
    ssh: {
      user: hosts.user,
      knownHosts: hosts.knownHosts,
      hosts: { ...Object.fromEntries(ways), dead: { address: "127.0.0.1", port: 1 } },
    },
  };
}
