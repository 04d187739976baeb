import { assetsReady, draftRelease, publishRelease } from "../src/index.js";
import { planAndApply, waitForGate } from "@signalbox/release-core";
import { releaseAssetsOn, releasesOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";

export async function release(token: string, commit: string, notes: string): Promise<void> {
  const client = gitHubClient({ token });
  const ports = { releases: releasesOn(client), assets: releaseAssetsOn(client) };
  const which = { repository: "TheCacophonyProject/go-config", tag: "v1.6.0" };

  await planAndApply(draftRelease(ports), { ...which, target: commit, notes }); // hand edits around the notes stay
  await planAndApply(publishRelease(ports), { ...which, commit, owner: "tag-first" }); // the tag is there, and there
  await waitForGate(assetsReady(ports), {
    ...which,
    assets: ["cacophony-config_{version}_{arch}.deb"],
    values: { arch: "arm64" },
    checksums: "cacophony-config_{version}_checksums.txt",
  }); // CI builds after the tag
}
