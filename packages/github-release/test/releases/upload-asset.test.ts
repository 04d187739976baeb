import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { buildRobot } from "@signalbox/testbed/github";
import { converges } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { uploadAsset } from "../../src/index.js";
import { readsOnly, scene, SLUG } from "./scene.js";

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
const codes = (lines: readonly { readonly code: string }[]): string[] => lines.map(({ code }) => code);

describe("uploading files to a release", () => {
  test("sends what is missing, leaves what is there, and sends again what broke off", async () => {
    const at = await scene();
    const deb = Buffer.alloc(2_000_000, "deb");
    const files = [
      { path: await at.file("camera_1.2.0_arm64.deb", deb), sha256: sha256(deb) },
      { path: await at.file("sums.txt", "sums"), name: "camera_1.2.0_checksums.txt" },
      { path: await at.file("notes.txt", "notes") },
    ];
    const built = { "camera_1.2.0_checksums.txt": "sums", "notes.txt": "notes" };
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", built, { broken: ["notes.txt"] });
    const operation = uploadAsset(at.ports);
    const input = { repository: SLUG, tag: "v1.2.0", files };
    const { plan, receipt } = await converges(operation, input);
    expect(plan.actions.map(({ summary }) => summary)).toEqual([
      "Upload camera_1.2.0_arm64.deb (2000000 bytes)",
      "Upload again notes.txt (5 bytes)",
    ]);
    expect(receipt.applied[0]?.result).toMatchObject({ sha256: sha256(deb), isVerified: true, size: deb.length });
    await readsOnly(at, () => operation.plan(input));
    expect([at.sent("upload-release-asset"), at.sent("delete-release-asset")]).toEqual([2, 1]);
  });

  test("replaces another content only when that is said", async () => {
    const at = await scene();
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", { "a.deb": "theirs" });
    const files = [{ path: await at.file("a.deb", "ours!!") }];
    const operation = uploadAsset(at.ports);
    const input = { repository: SLUG, tag: "v1.2.0", files };
    expect(codes((await operation.plan(input)).problems)).toEqual(["ERR_ASSET_DIFFERS"]);
    const { plan } = await converges(operation, { ...input, replace: true });
    expect(plan.actions[0]?.summary).toBe("Replace a.deb (6 bytes)");
  });

  test("says that the old file is gone when the new one did not arrive, and sends it the next time", async () => {
    const at = await scene();
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", { "a.deb": "theirs" });
    const operation = uploadAsset(at.ports);
    const input = {
      repository: SLUG,
      tag: "v1.2.0",
      files: [{ path: await at.file("a.deb", "ours!!") }],
      replace: true,
    };
    const plan = await operation.plan(input);
    at.gitHub.setFaults([{ match: "upload-release-asset", kind: "drop" }]);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_ASSET_TAKEN_AWAY", retryable: true });
    const again = await operation.apply(await operation.plan(input));
    expect(again.applied[0]?.result).toMatchObject({ name: "a.deb", size: 6 });
  });

  test("says what it cannot prove where the host tells no sha256", async () => {
    const at = await scene();
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", { "a.deb": "theirs" }, { withoutDigest: true });
    const plan = await uploadAsset(at.ports).plan({
      repository: SLUG,
      tag: "v1.2.0",
      files: [{ path: await at.file("a.deb", "ours!!") }],
    });
    expect([plan.actions, plan.problems, codes(plan.warnings)]).toEqual([[], [], ["asset-unverified"]]);
  });

  test("names every file that cannot be sent", async () => {
    const at = await scene();
    const files = [
      { path: await at.file("empty.deb", "") },
      { path: await at.file("other.deb", "x"), sha256: "0".repeat(64) },
      { path: "/nowhere/none.deb" },
    ];
    const operation = uploadAsset(at.ports);
    const plan = await operation.plan({ repository: SLUG, tag: "v1.2.0", files });
    expect(codes(plan.problems)).toEqual([
      "ERR_RELEASE_MISSING",
      "ERR_FILE_EMPTY",
      "ERR_FILE_DIFFERS",
      "ERR_FILE_MISSING",
    ]);
    await expect(
      operation.plan({
        repository: SLUG,
        tag: "v1.2.0",
        files: [{ path: "/a/x.deb" }, { path: "/b/x.deb" }, { path: "/b/1.2~rc.deb" }],
      }),
    ).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
      message: expect.stringMatching(/files\.1.*second x\.deb.*files\.2/),
    });
  });

  test("finds the file whose answer was lost", async () => {
    const at = await scene();
    await at.draft();
    at.gitHub.setFaults([{ match: "upload-release-asset", kind: "drop-after" }]);
    const operation = uploadAsset(at.ports);
    const plan = await operation.plan({
      repository: SLUG,
      tag: "v1.2.0",
      files: [{ path: await at.file("a.deb", "deb") }],
    });
    expect((await operation.apply(plan)).applied[0]?.outcome).toBe("done");
    expect(at.sent("upload-release-asset")).toBe(1);
  });

  test("goes on where it was cut off before the file arrived", async () => {
    const at = await scene({ faults: [{ match: "upload-release-asset", kind: "502" }] });
    await at.draft();
    const operation = uploadAsset(at.ports);
    const input = {
      repository: SLUG,
      tag: "v1.2.0",
      files: [{ path: await at.file("a.deb", "deb") }, { path: await at.file("b.deb", "deb") }],
    };
    await expect(operation.apply(await operation.plan(input))).rejects.toMatchObject({
      code: "ERR_GITHUB_RESULT_UNKNOWN",
    });
    await converges(operation, input);
  });

  test("sends no other file than the one that was planned, and to no other release", async () => {
    const at = await scene();
    const id = await at.draft();
    const path = await at.file("a.deb", "deb");
    const operation = uploadAsset(at.ports);
    const plan = await operation.plan({ repository: SLUG, tag: "v1.2.0", files: [{ path }] });
    await writeFile(path, "changed");
    await expect(operation.apply(plan)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      message: expect.stringContaining("The file"),
    });
    await writeFile(path, "deb");
    buildRobot(at.gitHub.host, "rosa").build(SLUG, "v1.2.0", { "a.deb": "theirs" });
    await expect(operation.apply(plan)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      message: expect.stringContaining("The asset"),
    });
    await at.ports.releases.delete(SLUG, id);
    await expect(operation.apply(plan)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      message: expect.stringContaining("The release"),
    });
    expect(at.sent("upload-release-asset")).toBe(0);
  });
});
