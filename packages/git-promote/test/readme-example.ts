import { nativeRepositories } from "@signalbox/git";
import { compareBranches, promoteBranch, promotionMerged } from "../src/index.js";
import { planAndApply, waitForGate } from "@signalbox/release-core";

export async function promoteToProduction(env: Record<string, string>): Promise<void> {
  const repositories = nativeRepositories({ cacheDir: "/var/cache/signalbox", env });
  const identity = { name: "Release Train", email: "train@example.org" };
  const names = { repository: "https://github.com/TheCacophonyProject/saltops.git", from: "test", to: "prod" };

  const { changes, conflicts } = await compareBranches(repositories, names);
  if (changes.length === 0 || conflicts.length > 0) return;

  const receipt = await planAndApply(promoteBranch({ repositories, identity }), names); // pushes update-prod
  const promoted = receipt.applied[0]?.result?.oid;
  await waitForGate(promotionMerged({ repositories }), { ...names, promoted }); // a person merges it
}
