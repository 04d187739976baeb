import { checksOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";
import { approveJob, buildPassing, checksPassing, type CiPorts } from "../src/index.js";
import { planAndApply, waitForGate } from "@signalbox/release-core";

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

export async function deploy(ci: CiPorts, commit: string): Promise<void> {
  const build = { repository: "avniproject/avni-server", commit, branch: "16.11" };
  const young = { maxAgeMs: 7 * 86_400_000 };
  await waitForGate(buildPassing(ci), { ...build, ...young, jobs: ["test", "build"] });
  await planAndApply(approveJob(ci), { ...build, ...young, job: "PROD_approve" });
  await waitForGate(buildPassing(ci), { ...build, jobs: ["PROD_deploy"] });
}
