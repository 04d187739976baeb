import { httpTransport } from "@signalbox/github/transport";
import type { Sleep } from "@signalbox/release-core";
import { type CircleCi, startCircleCi, type WorkflowScript } from "@signalbox/testbed/circleci";
import { circleCi, type CircleCiOptions } from "../../src/circleci/circle-ci.js";
import type { CiSystem } from "../../src/builds/ports.js";

export const TOKEN = "CCIPAT_1234567890abcdefgh_0123456789abcdef0123456789abcdef01234567";
export const SLUG = "gh/avniproject/avni-server";
export const REPOSITORY = "https://github.com/avniproject/avni-server";

export interface CircleFixture {
  readonly server: CircleCi;
  readonly ci: CiSystem;
  /** Milliseconds that were waited. */
  readonly waits: number[];
  with(options: Partial<CircleCiOptions>): CiSystem;
  close(): Promise<void>;
}

/** A CircleCI, asked as the command line asks it; waits take no time. */
export async function startFixture(pageSize = 20, now = () => new Date()): Promise<CircleFixture> {
  const transport = httpTransport();
  const server = await startCircleCi({
    projects: [
      { slug: SLUG },
      { slug: "gh/avniproject/hidden" },
      { slug: "circleci/8b7d/51c2", definitionId: "2338d0ae-5541-4bbf-88a2-55e9f7281f80" },
    ],
    tokens: [{ token: TOKEN }, { token: "reader-token", projects: [SLUG], write: false }],
    pageSize,
    now,
  });
  const waits: number[] = [];
  const sleep: Sleep = async (ms) => void waits.push(ms);
  const make = (options: Partial<CircleCiOptions>): CiSystem =>
    circleCi({ token: TOKEN, baseUrl: server.url, sleep, fetch: transport.fetch, ...options });
  const close = async (): Promise<void> => {
    transport.close();
    await server.close();
  };
  return { server, waits, ci: make({}), with: make, close };
}

/** What avni-server's configuration runs; on a tag only its first three jobs. */
export const AVNI_SERVER: WorkflowScript = {
  name: "test_and_build_and_deploy",
  jobs: [
    { name: "test", tags: /.*/ },
    { name: "build", needs: ["test"], tags: /.*/, artifacts: { "libs/avni-server-0.0.1-SNAPSHOT.jar": "jar" } },
    { name: "build_docker_image", needs: ["build"], tags: /.*/, branches: { only: /^master$/ } },
    { name: "PROD_approve", type: "approval", needs: ["build"], branches: { ignore: /^(java-upgrade|11-tc-1)$/ } },
    { name: "PROD_deploy", needs: ["PROD_approve"] },
    { name: "RWB_PROD_approve", type: "approval", needs: ["build"] },
    { name: "RWB_PROD_deploy", needs: ["RWB_PROD_approve"] },
  ],
};

/** avni-webapp: a job of an orb that was made an approval. */
export const AVNI_WEBAPP: WorkflowScript = {
  name: "test_and_build",
  jobs: [
    { name: "app_build", tags: /.*/ },
    { name: "STAGING_approve", type: "approval", needs: ["app_build"] },
    { name: "STAGING_deploy", needs: ["STAGING_approve"] },
    { name: "cypress/run", type: "approval", needs: ["STAGING_deploy"] },
  ],
};

export const oid = (number: number): string => number.toString(16).padStart(2, "0").repeat(20);
