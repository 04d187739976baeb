import { planAndApply, waitForGate } from "@signalbox/release-core";
import { oneAtATime, promoteRelease, soakElapsed, uploadRelease } from "../src/index.js";
import { connectGoogle, signInToGoogle } from "../src/google.js";

export async function release(keyFile: string): Promise<void> {
  const google = connectGoogle({ ...signInToGoogle({ keyFile }), sessionFolder: "/var/lib/release/play" });
  const ports = { ...google, lock: oneAtATime() };
  const packageName = "com.openchsclient";

  await planAndApply(uploadRelease(ports), {
    packageName,
    track: "beta",
    artifacts: [{ path: "avni.aab", versionCode: 8_549_808 }],
    name: "16.12.0",
    notes: { "en-GB": "- Faster sync" },
  });
  const soak = { packageName, versionCodes: [8_549_808], forMs: 3 * 86_400_000 };
  await waitForGate(soakElapsed(ports), soak, { timeoutMs: 4 * 86_400_000 });
  await planAndApply(promoteRelease(ports), { packageName, from: "beta", fraction: 0.2 });
}
