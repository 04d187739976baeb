import { RDSClient, type RDSClientConfig } from "@aws-sdk/client-rds";
import type { Json, Receipt } from "@signalbox/release-core";
import { type Rds, type RdsOptions, startRds } from "@signalbox/testbed/rds";
import { rdsSnapshots } from "../../src/rds.js";
import type { SnapshotPorts } from "../../src/snapshots/ports.js";

export const NIGHTLY = "rds:proddb02-2024-02-13-23-12";
export const COPY = "bkp-proddb02-2024-02-13-23-12";
export const TAKEN_AT = "2024-02-13T23:12:08.000Z";
/** The pinned version of the SDK runs on Node 20, and says that later ones will not. */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const START = Date.parse("2024-02-14T05:12:08Z");

/** An RDS whose clock goes on when it is told to, and the real client. */
export interface Scene {
  readonly rds: Rds;
  readonly ports: SnapshotPorts;
  readonly now: () => Date;
  pass(ms: number): void;
  client(region?: string, accessKeyId?: string): RDSClient;
  close(): Promise<void>;
}

export async function openScene(options: Partial<RdsOptions> = {}): Promise<Scene> {
  let nowMs = START;
  const now = (): Date => new Date(nowMs);
  const rds = await startRds({
    databases: [{ id: "proddb02", kmsKeyId: "arn:aws:kms:ap-south-1:123456789012:key/one" }],
    snapshots: [
      { database: "proddb02", id: "rds:proddb02-2024-02-12-23-12", takenAt: "2024-02-12T23:12:08Z" },
      { database: "proddb02", id: NIGHTLY, takenAt: TAKEN_AT },
    ],
    now,
    ...options,
  });
  const clients: RDSClient[] = [];
  const client = (region = "ap-south-1", accessKeyId = "AKTEST"): RDSClient => {
    const made = new RDSClient({
      region,
      endpoint: rds.url,
      credentials: { accessKeyId, secretAccessKey: "secret" },
      maxAttempts: 4,
      // The client's own waits between attempts are not what is tested.
      retryStrategy: quickRetries(),
    });
    clients.push(made);
    return made;
  };
  const ports = rdsSnapshots({ client: client(), clientIn: client });
  return {
    rds,
    ports,
    now,
    client,
    pass: (ms) => void (nowMs += ms),
    close: async () => {
      clients.forEach((one) => one.destroy());
      await rds.close();
    },
  };
}

type RetryStrategy = NonNullable<RDSClientConfig["retryStrategy"]>;

const quickRetries = (): RetryStrategy => ({
  mode: "test",
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (before: { getRetryCount(): number }, { errorType }: { errorType: string }) => {
    if (before.getRetryCount() >= 3 || errorType === "CLIENT_ERROR") throw new Error("no more attempts");
    return token(before.getRetryCount() + 1);
  },
  recordSuccess: () => undefined,
});

const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

export const handleOf = (receipt: Receipt<any, any>): Json => receipt.applied[0]?.handle ?? null;
