import { createHash } from "node:crypto";
import fc from "fast-check";
import { waitForGate } from "@signalbox/release-core";
import { type BuiltFiles, buildRobot } from "@signalbox/testbed/github";
import { describe, expect, test } from "vitest";
import { parseChecksums } from "../../src/assets-ready/checksums.js";
import { namePattern } from "../../src/assets-ready/pattern.js";
import { assetsReady } from "../../src/index.js";
import { NOW, readsOnly, scene, SLUG } from "./scene.js";

const sumOf = (content: string): string => createHash("sha256").update(content).digest("hex");
const GO = {
  repository: SLUG,
  tag: "v1.2.0",
  assets: ["camera_{version}_{arch}.deb"],
  values: { arch: "arm64" },
  checksums: "camera_{version}_checksums.txt",
};
const DEB = "camera_1.2.0_arm64.deb";
const SUMS = "camera_1.2.0_checksums.txt";

// The packages of the Cacophony Project: the server's have no architecture, the cameras' have, with checksums.
test.each([
  ["cacophony-api_{version}.deb", {}, "cacophony-api_1.2.0.deb", "cacophony-api_1.2.0_amd64.deb"],
  ["cacophony-browse_{version}.deb", {}, "cacophony-browse_1.2.0.deb", "cacophony-browse_1.2.00.deb"],
  [
    "cacophony-processing_{version}_amd64.deb",
    {},
    "cacophony-processing_1.2.0_amd64.deb",
    "cacophony-processing_1.2.0.deb",
  ],
  [
    "classifier-pipeline_{version}_{arch}.deb",
    { arch: "amd64" },
    "classifier-pipeline_1.2.0_amd64.deb",
    "classifier-pipeline_1x2x0_amd64.deb",
  ],
  [
    "cacophony-config_{version}_{arch}.deb",
    { arch: "arm64" },
    "cacophony-config_1.2.0_arm64.deb",
    "cacophony-config_1.2.0_arm.deb",
  ],
  ["*_{version}_checksums.txt", {}, "go-config_1.2.0_checksums.txt", "go-config_1.2.0_checksums.txt.sig"],
])("the pattern %s", (pattern, values, named, other) => {
  const names = namePattern(pattern, { ...values, version: "1.2.0" });
  expect([names.test(named), names.test(other)]).toEqual([true, false]);
});

describe("a checksums file", () => {
  test.each([
    [
      "of sha256sum",
      `${"a".repeat(64)}  a.deb\n${"B".repeat(64)} *./b.deb\r\n`,
      [
        ["a.deb", "a".repeat(64)],
        ["b.deb", "b".repeat(64)],
      ],
    ],
    ["with an escaped name", `\\${"a".repeat(64)}  a\\nb\\\\c\n`, [["a\nb\\c", "a".repeat(64)]]],
    ["of something else", "Not Found", []],
    ["of another sum", `${"a".repeat(40)}  a.deb\n`, []],
  ])("%s", (_, text, expected) => {
    expect([...parseChecksums(text)]).toEqual(expected);
  });

  test("never throws, and holds sums only", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const sum of parseChecksums(text).values()) expect(sum).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });
});

describe("the gate", () => {
  const check = async (
    files: BuiltFiles,
    options: { broken?: string[]; withoutDigest?: boolean } = {},
    more: object = {},
  ) => {
    const at = await scene();
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", files, options);
    return readsOnly(at, () => assetsReady(at.ports).check({ ...GO, ...more }));
  };
  const good = { [DEB]: "deb", [SUMS]: `${sumOf("deb")}  ${DEB}\n` };

  test("passes with what was seen of each asset", async () => {
    expect(await check(good)).toMatchObject({
      status: "pass",
      evidence: {
        tag: "v1.2.0",
        missing: [],
        assets: [
          {
            name: DEB,
            size: 3,
            sha256: sumOf("deb"),
            checksum: "verified",
            url: expect.stringMatching(/releases\/download\/v1\.2\.0\/camera/),
          },
          { name: SUMS, checksum: "unverified" },
        ],
      },
    });
  });

  test.each([
    ["an asset is missing", { [SUMS]: "" + good[SUMS] }, {}, {}, "wait", `lacks ${DEB}`],
    ["the checksums are missing", { [DEB]: "deb" }, {}, {}, "wait", `lacks ${SUMS}`],
    ["an asset is still sent", good, { broken: [DEB] }, {}, "wait", `still gets ${DEB}`],
    ["the sum differs", { ...good, [DEB]: "evil" }, {}, {}, "block", "is not what"],
    ["the sums do not name it", { ...good, [SUMS]: "x" }, {}, {}, "block", "does not name"],
    ["it is too small", good, {}, { minSize: 4 }, "block", "fewer than 4 bytes"],
    ["it is empty", { ...good, [DEB]: "" }, {}, {}, "block", "fewer than 1 bytes"],
    ["the host tells no sum", good, { withoutDigest: true }, {}, "pass", "unverified"],
    [
      "the host tells no sum, and it differs",
      { ...good, [DEB]: "evil" },
      { withoutDigest: true },
      { download: true },
      "block",
      "is not what",
    ],
    [
      "there are no sums to be had",
      { "camera_1.2.0.deb": "deb" },
      {},
      { assets: ["camera_{version}.deb"], checksums: undefined },
      "pass",
      "has camera_1.2.0.deb",
    ],
  ] as const)("when %s", async (...[, files, options, more, status, words]) => {
    const verdict = await check(files, options as { broken?: string[] }, more);
    expect([verdict.status, verdict.reason]).toEqual([status, expect.stringContaining(words)]);
  });

  test("downloads what the host tells no sum of, when that is asked for", async () => {
    const verdict = await check(good, { withoutDigest: true }, { download: true });
    expect(verdict.evidence.assets[0]).toMatchObject({ checksum: "verified", sha256: sumOf("deb") });
  });

  test("waits for CI, which builds after the tag", async () => {
    let now = NOW;
    const at = await scene({ now: () => now });
    const ci = buildRobot(at.gitHub.host, "rosa");
    ci.build(SLUG, "v1.2.0", good, { afterMs: 120_000 });
    const reasons: string[] = [];
    await waitForGate(assetsReady(at.ports), GO, {
      now: () => now,
      timeoutMs: 600_000,
      onEvent: (event) => {
        if (event.type === "gate-checked") reasons.push(String(event.reason));
      },
      sleep: (milliseconds) => {
        now = new Date(now.getTime() + milliseconds);
        ci.tick();
        return Promise.resolve();
      },
    });
    expect([reasons.length, reasons[0], reasons.at(-1)]).toEqual([
      5,
      "There is no release v1.2.0 yet.",
      `The release v1.2.0 has ${DEB}, ${SUMS}.`,
    ]);
  });

  test("does not take a draft for a release, unless that is said", async () => {
    const at = await scene();
    await at.draft();
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", good);
    const gate = assetsReady(at.ports);
    expect(await gate.check(GO)).toMatchObject({ status: "wait", reason: "The release v1.2.0 is not published yet." });
    expect(await gate.check({ ...GO, allowDraft: true })).toMatchObject({ status: "pass" });
    await at.draft();
    expect(await gate.check(GO)).toMatchObject({ status: "block", reason: expect.stringContaining("2 drafts") });
  });

  test("refuses places that nobody fills, and tags that name no version", async () => {
    const at = await scene();
    const gate = assetsReady(at.ports);
    await expect(gate.check({ ...GO, values: {} })).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
      message: expect.stringContaining("{arch}"),
    });
    await expect(gate.check({ ...GO, tag: "v1.2" })).rejects.toMatchObject({ code: "ERR_TAG_MALFORMED" });
  });
});
