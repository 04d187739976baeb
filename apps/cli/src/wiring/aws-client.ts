// A script of its own: only who asks AWS loads its client.
import type { Agent } from "node:https";
import { RDSClient } from "@aws-sdk/client-rds";
import { rdsSnapshots, type RdsPorts } from "@signalbox/db-guard/rds";

const CONNECT_MS = 10_000;
const ANSWER_MS = 60_000;

/**
 * RDS by the chain of credentials of the SDK itself: environment, profile, SSO, role. It reads `AWS_REGION`,
 * `AWS_PROFILE`, `AWS_ENDPOINT_URL_RDS` and its other variables too.
 */
export function connectRds(agent: Agent | undefined): RdsPorts {
  // The version is bundled, so what it says of later ones helps no operator.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const clientIn = (region?: string): RDSClient =>
    new RDSClient({
      ...(region === undefined ? {} : { region }),
      maxAttempts: 8,
      retryMode: "adaptive",
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        ...(agent === undefined ? {} : { httpsAgent: agent }),
      },
    });
  return rdsSnapshots({ client: clientIn(), clientIn });
}
