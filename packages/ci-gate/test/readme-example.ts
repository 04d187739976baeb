import { checksOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";
import { checksPassing } from "../src/index.js";
import { waitForGate } from "@signalbox/release-core";

export async function waitForChecks(token: string): Promise<number> {
  const client = gitHubClient({ token });
  const gate = checksPassing({ checks: checksOn(client) });
  const { passed } = await waitForGate(
    gate,
    { repository: "avniproject/avni-server", branch: "16.11", ignore: ["codecov/*"] },
    { timeoutMs: 3_600_000 },
  );
  return passed;
}
