import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playKinds, type PlayPorts } from "@signalbox/play-publish";
import { makeBundle } from "@signalbox/testbed/play";
import { afterAll, beforeAll, expect, it } from "vitest";
import { locatedBuilds } from "../../src/trains/located-builds.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "located-"));
  await makeBundle(join(folder, "avni.aab"), {
    packageName: "com.openchsclient",
    versionCode: 8_549_808,
    versionName: "16.12.0",
  });
});
afterAll(() => rm(folder, { recursive: true }));

it("finds builds beside the configuration, and leaves the rest of an input as it is", async () => {
  const releases = { listReleases: () => Promise.resolve([]) };
  const kinds = locatedBuilds(playKinds({ releases } as unknown as PlayPorts), folder);
  expect(await kinds.reads["check-artifact"]?.({ path: "avni.aab" }, {})).toMatchObject({ kind: "aab", problems: [] });
  const upload = kinds.operations["upload-release"];
  const input = { packageName: "com.openchsclient", track: "beta", artifacts: [{ path: "avni.aab" }] };
  const plan = await upload?.plan(input);
  expect(plan?.actions).toMatchObject([{ artifacts: [{ path: join(folder, "avni.aab"), versionCode: 8_549_808 }] }]);
  await expect(upload?.plan({ ...input, artifacts: "avni.aab" })).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
  await expect(upload?.plan({ ...input, artifacts: [7] })).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
});
