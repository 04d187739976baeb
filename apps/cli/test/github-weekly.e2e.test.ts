import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gitText, repositoryPath } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trainPlan, unreleasedDocument } from "./support/documents.js";
import { NO_TROUBLE, type Stop, travel } from "./support/git-hub-journey.js";
import { CONFIGURATION, OWNER, serveGitHub, type ServedGitHub, TOKENS } from "./support/serve-git-hub.js";

// One for each way in which a component is built and released; each has unreleased changes.
const COMPONENTS = ["audio-lure", "camera-recorder", "device-api", "event-courier", "upload-processor"];
const LIMIT_MS = 240_000;
const BY_HAND = "The watchdog is to be looked at on Monday.\n\n";

let served: ServedGitHub;
let stops: readonly Stop[];
beforeAll(async () => {
  served = await serveGitHub({
    components: COMPONENTS,
    endAt: new Date(),
    pullRequests: { reviewers: ["jonas"], labels: ["promotion"], merge: "person", checks: true },
  });
});
afterAll(async () => {
  await served.close();
  expect(served.gitHub.violations).toEqual([]);
});

const git = (name: string, ...args: string[]): Promise<string> =>
  gitText(repositoryPath(join(served.folder, "remotes"), `${OWNER}/${name}`), args);

describe("the weekly train on GitHub", () => {
  it("says what is unreleased by queries alone", async () => {
    const answer = await served.cli("unreleased --json");
    const { components } = unreleasedDocument.parse(answer.json());
    const found = Object.fromEntries(components.map(({ name, unreleased }) => [name, unreleased.length]));
    const expected = served.world.repositories.filter(({ name }) => COMPONENTS.includes(name));
    expect(found).toEqual(Object.fromEntries(expected.map((one) => [one.name, one.expectedUnreleased])));
    expect(new Set(served.gitHub.requests.map(({ operation }) => operation))).toEqual(new Set(["graphql"]));
  });

  it("is planned as a whole, up to what only the run can know", async () => {
    const plan = trainPlan.parse((await served.cli("plan weekly --json")).json());
    expect(plan.problems).toEqual([]);
    const later = plan.steps.filter(({ status }) => status === "later").map(({ key }) => key);
    expect(later).toEqual(expect.arrayContaining(["open-prod", "draft", "publish", "built", "bump", "open-bump"]));
  });

  it(
    "waits for each person and robot, says for what, and goes on from there",
    async () => {
      stops = await travel(served, NO_TROUBLE, async ({ step }) => {
        if (step === "ticked-prod") await served.crew.edit("prod", (body) => `${BY_HAND}${body}`);
      });
      const waits = stops.map(({ code, run }) => [
        code,
        ...run.waits.map(({ step, reason }) => `${step}: ${reason}`).sort(),
      ]);
      const told = (text: string): unknown => expect.stringContaining(text);
      expect(waits).toEqual([
        [3, told("sign-off: Has each change been seen")],
        [3, told("ticked-prod: 5 items are not ticked in #1 (update-prod → prod): ")],
        [3, told("approved-prod: #1 (update-prod → prod) has 0 of 1 approvals; ask jonas.")],
        [3, told("is not over: CI / build")],
        [3, told("merge-prod: #1 (update-prod → prod) waits to be merged")],
        [
          3,
          "built[audio-lure]: The release v2.10.0 lacks acoustic-lure_2.10.0_arm.deb.",
          "built[camera-recorder]: There is no release v2.10.0 yet.",
          "built[device-api]: The release v5.10.0 lacks device-api_5.10.0.deb.",
          "built[event-courier]: There is no release v4.10.0 yet.",
          "built[upload-processor]: The release v1.10.0 lacks upload-processor_1.10.0_amd64.deb.",
        ],
        [3, told("approved-bump: #2 (bump-pins → dev) has 0 of 1 approvals")],
        [3, told("checked-bump: ")],
        [3, told("merge-bump: #2 (bump-pins → dev) waits to be merged")],
        [3, told("ticked-test: 4 items are not ticked in #3 (update-test → test): ")],
        [3, told("approved-test: ")],
        [3, told("checked-test: ")],
        [3, told("merge-test: ")],
        [0],
      ]);
    },
    LIMIT_MS,
  );

  it("leaves everything where it belongs, and nothing twice", async () => {
    const { pulls, releases } = await served.standing();
    expect(pulls).toMatchObject([
      { number: 1, head: "update-prod", base: "prod", title: "Promote test to prod", merged: expect.any(String) },
      { number: 2, head: "bump-pins", base: "dev", title: "Pin what was released on dev", merged: expect.any(String) },
      { number: 3, head: "update-test", base: "test", title: "Promote dev to test", merged: expect.any(String) },
    ]);
    for (const { merged, at } of pulls as readonly { merged: string; at: string }[]) {
      const [, ...parents] = (await git("fleet-config", "rev-list", "--parents", "-1", merged)).split(" ");
      expect(parents).toEqual([expect.any(String), at]);
    }
    const [{ body }] = pulls as readonly [{ body: string }];
    expect(body.startsWith(`${BY_HAND}<!-- signalbox:checklist -->\n`)).toBe(true);
    expect(body.match(/^- \[x\] /gm)).toHaveLength(5);
    expect(body).not.toMatch(/^- \[ \] /m);
    expect(await git("fleet-config", "show", "test:pi/camera-recorder/init.sls")).toContain('version: "2.10.0"');
    expect(await git("fleet-config", "show", "prod:pi/camera-recorder/init.sls")).toContain('version: "2.9.0"');

    const stored = { draft: false };
    expect(releases).toMatchObject([
      { ...stored, tag: "v2.10.0", assets: ["camera-recorder_2.10.0_arm.deb 39", expect.stringMatching(/checksums/)] },
      { ...stored, tag: "v5.10.0", assets: ["device-api_5.10.0.deb 30"] },
      { ...stored, tag: "v1.10.0", assets: ["upload-processor_1.10.0_amd64.deb 42"] },
      { ...stored, tag: "v4.10.0", assets: ["event-courier_4.10.0_arm64.deb 39", expect.stringMatching(/checksums/)] },
      { ...stored, tag: "v2.10.0", assets: ["acoustic-lure_2.10.0_arm.deb 37"] },
    ]);
    const notes = (releases as readonly { body: string | null }[]).map(({ body }) => body);
    expect(notes[1]).toContain("- Speed up thumbnail selection\n- Test thumbnail selection\n");
    expect([notes[0], notes[3]]).toEqual([null, null]); // what CI releases has CI's own notes
  });

  it("had each effect once", () => {
    const reviewed = ["bump-pins → dev", "update-prod → prod", "update-test → test"];
    const tags = { "audio-lure": "v2.10.0", "camera-recorder": "v2.10.0", "device-api": "v5.10.0" };
    const more = { "event-courier": "v4.10.0", "upload-processor": "v1.10.0" };
    const request = (action: string, who: string) => (of: string) =>
      `pull_request ${action} ${CONFIGURATION} ${of} by ${who}`;
    const push = (ref: string, who: string): string => `push  ${CONFIGURATION} refs/heads/${ref} by ${who}`;
    expect(served.effects()).toEqual(
      [
        ...["opened", "labeled", "review_requested"].flatMap((action) => reviewed.map(request(action, "mara"))),
        ...["submitted", "closed"].flatMap((action) => reviewed.map(request(action, "jonas"))),
        // By hand once, and the ticks.
        ...["update-prod → prod", "update-prod → prod", "update-test → test"].map(request("edited", "jonas")),
        ...["bump-pins", "update-prod", "update-test"].map((ref) => push(ref, "mara")),
        ...["dev", "prod", "test"].map((ref) => push(ref, "jonas")),
        ...Object.entries({ ...tags, ...more }).map(([name, tag]) => `push  acme/${name} refs/tags/${tag} by mara`),
        ...["audio-lure v2.10.0", "device-api v5.10.0", "upload-processor v1.10.0"].map(
          (release) => `release published acme/${release} by mara`,
        ),
      ].sort(),
    );
    const own = ["audio-lure", "device-api", "upload-processor"];
    expect(served.releaseWrites()).toEqual(
      ["create", "update"].flatMap((verb) => own.map((name) => `repos/${verb}-release /repos/acme/${name}/releases`)),
    );
  });

  it("ends with a report", () => {
    const { report } = stops.at(-1)?.run ?? {};
    expect(report).toMatchObject({ promoted: [{ to: "prod" }, { to: "test" }], signed: [{ by: "jonas", changes: 5 }] });
    expect(report?.released).toEqual([
      { component: "camera-recorder", tag: "v2.10.0", changes: 4 },
      { component: "device-api", tag: "v5.10.0", changes: 2 },
      { component: "upload-processor", tag: "v1.10.0", changes: 3 },
      { component: "event-courier", tag: "v4.10.0", changes: 1 },
      { component: "audio-lure", tag: "v2.10.0", changes: 5 },
    ]);
  });

  it("wrote no token anywhere", async () => {
    const written = await bytesBelow(served.folder, ["remotes"]);
    expect(written.length).toBeGreaterThan(10);
    const texts = [...written, ...served.said];
    const basic = Buffer.from(`x-access-token:${TOKENS.mara}`).toString("base64");
    for (const secret of [...Object.values(TOKENS), basic])
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  });
});

/** Every file, as text. */
async function bytesBelow(folder: string, without: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const texts = await Promise.all(
    entries
      .filter(({ name }) => !without.includes(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? bytesBelow(path, []) : [await readFile(path, "latin1")];
      }),
  );
  return texts.flat();
}
