import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, makeApk, makeBundle, makeSigningKey, writeZip } from "@signalbox/testbed/play";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkArtifact } from "../../src/index.js";

const avni: BuildOptions = { packageName: "com.openchsclient", versionCode: 8_549_808, versionName: "16.12.0" };
let folder: string;
const at = (name: string): string => join(folder, name);
const codesOf = async (path: string, expected = {}): Promise<readonly string[]> =>
  (await checkArtifact(path, expected)).problems.map(({ code }) => code);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "check-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("checkArtifact", () => {
  it("reads a bundle, also one that arrived as .zip", async () => {
    const { certificateSha256 } = await makeBundle(at("avni.zip"), { ...avni, libraries: { "arm64-v8a": 16_384 } });
    expect(await checkArtifact(at("avni.zip"), { ...avni, certificateSha256: certificateSha256 ?? "" })).toEqual({
      format: 1,
      kind: "aab",
      package: "com.openchsclient",
      versionName: "16.12.0",
      versionCode: 8_549_808,
      debuggable: false,
      signer: certificateSha256,
      size: (await readFile(at("avni.zip"))).length,
      pageAlignment16k: { ok: true, offending: [] },
      problems: [],
    });
  });

  it.each(["utf16", "utf8"] as const)("reads an APK whose strings are %s", async (encoding) => {
    const apk = await makeApk(at(`${encoding}.apk`), { ...avni, versionName: "16.12.0-ä🚉", encoding });
    expect(await checkArtifact(apk.path)).toMatchObject({
      kind: "apk",
      package: "com.openchsclient",
      versionName: "16.12.0-ä🚉",
      versionCode: 8_549_808,
      debuggable: false,
      signer: apk.certificateSha256,
      problems: [],
    });
  });

  it("takes a fingerprint as keytool writes it", async () => {
    const { path, certificateSha256 } = await makeBundle(at("signed.aab"), avni);
    const written = certificateSha256?.toUpperCase().replace(/..(?=.)/g, "$&:");
    expect(await codesOf(path, { certificateSha256: written })).toEqual([]);
    const other = makeSigningKey("Somebody else");
    expect(await codesOf(path, { certificateSha256: other.certificateSha256 })).toEqual(["ERR_ARTIFACT_SIGNER"]);
  });

  it.each<[string, Partial<BuildOptions>, object, readonly string[]]>([
    ["unsigned", { key: null }, {}, ["ERR_ARTIFACT_UNSIGNED"]],
    ["debuggable", { debuggable: true }, {}, ["ERR_ARTIFACT_DEBUGGABLE"]],
    ["of another package", {}, { packageName: "org.sakhi.openchsclient" }, ["ERR_ARTIFACT_PACKAGE"]],
    ["of another version", {}, { versionName: "16.13.0" }, ["ERR_ARTIFACT_VERSION_NAME"]],
    ["with another code", {}, { versionCode: 30_501 }, ["ERR_ARTIFACT_VERSION_CODE"]],
    ["with a code beyond Play's", { versionCode: 2_100_000_001 }, {}, ["ERR_ARTIFACT_VERSION_CODE"]],
    ["without a code", { versionCode: 0 }, {}, ["ERR_ARTIFACT_VERSION_CODE"]],
    ["with pages of 4 KB", { libraries: { "arm64-v8a": 4096 } }, {}, ["ERR_ARTIFACT_PAGES"]],
    ["with 32-bit pages of 4 KB, which are fine", { libraries: { "armeabi-v7a": 4096 } }, {}, []],
    ["of all of it", { key: null, debuggable: true }, avni, ["ERR_ARTIFACT_DEBUGGABLE", "ERR_ARTIFACT_UNSIGNED"]],
  ])("judges a bundle %s", async (name, options, expected, codes) => {
    for (const make of [makeBundle, makeApk]) {
      const { path } = await make(at(`${name}.${make.name}`), { ...avni, ...options });
      expect(await codesOf(path, expected)).toEqual(codes);
    }
  });

  it("looks at where a library lies in an APK, since a device maps it from there", async () => {
    const { path } = await makeApk(at("lies.apk"), { ...avni, libraries: { x86_64: 16_384 }, zipAlign: 4096 });
    expect((await checkArtifact(path)).pageAlignment16k).toEqual({ ok: false, offending: ["lib/x86_64/libapp.so"] });
  });

  it("knows an .apks set and a parcel of a bundle, and says what to give instead", async () => {
    const file = (name: string) => ({ name, bytes: Buffer.from("x") });
    await writeFile(at("set.apks"), writeZip([file("toc.pb"), file("splits/base-master.apk")]));
    expect(await checkArtifact(at("set.apks"))).toMatchObject({
      kind: "apks",
      problems: [{ code: "ERR_ARTIFACT_APKS" }],
    });
    await writeFile(at("artifacts.zip"), writeZip([file("app/build/avni.aab")]));
    expect(await checkArtifact(at("artifacts.zip"))).toMatchObject({
      kind: null,
      package: null,
      debuggable: null,
      pageAlignment16k: { ok: null, offending: [] },
      problems: [{ code: "ERR_ARTIFACT_WRAPPED", message: expect.stringContaining("app/build/avni.aab") as string }],
    });
    await writeFile(at("photos.zip"), writeZip([file("a.jpg")]));
    expect(await codesOf(at("photos.zip"))).toEqual(["ERR_ARTIFACT_KIND"]);
  });

  it("refuses what is no zip, a part of one, and a damaged one", async () => {
    const { path } = await makeBundle(at("whole.aab"), { ...avni, weight: 5000 });
    const whole = await readFile(path);
    await writeFile(at("page.aab"), "<html>404</html>");
    await writeFile(at("empty.aab"), "");
    await writeFile(at("part.aab"), whole.subarray(0, 3000));
    expect(await codesOf(at("page.aab"))).toEqual(["ERR_ARTIFACT_NOT_ZIP"]);
    expect(await codesOf(at("empty.aab"))).toEqual(["ERR_ARTIFACT_NOT_ZIP"]);
    expect(await codesOf(at("part.aab"))).toEqual(["ERR_ARTIFACT_TRUNCATED"]);
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 90, 140);
    await writeFile(at("damaged.aab"), damaged);
    expect(await codesOf(at("damaged.aab"))).toEqual(["ERR_ARTIFACT_BROKEN"]);
  });

  it("refuses names that lead out, files that are there twice, and bombs, and unpacks nothing of them", async () => {
    const one = { name: "base/manifest/AndroidManifest.xml", bytes: Buffer.from("x") };
    await writeFile(at("paths.aab"), writeZip([one, { name: "../../etc/passwd", bytes: Buffer.from("x") }]));
    expect(await codesOf(at("paths.aab"))).toEqual(["ERR_ARTIFACT_PATHS"]);
    await writeFile(at("twice.aab"), writeZip([one, one]));
    expect(await codesOf(at("twice.aab"))).toEqual(["ERR_ARTIFACT_DUPLICATE"]);
    const bomb = writeZip([one, { name: "base/assets/zeros", bytes: Buffer.alloc(4_000_000) }]);
    bomb.writeUInt32LE(0xfffffff0, bomb.lastIndexOf("base/assets/zeros") - 46 + 24); // what it claims to become
    await writeFile(at("bomb.aab"), bomb);
    expect(await codesOf(at("bomb.aab"))).toEqual(["ERR_ARTIFACT_BOMB"]);
  });

  it("reads no more of a manifest than any can have, whatever it claims", async () => {
    const manifest = { name: "AndroidManifest.xml", bytes: Buffer.alloc(9_000_000) };
    await writeFile(at("endless.apk"), writeZip([manifest]));
    expect(await codesOf(at("endless.apk"))).toEqual(["ERR_ARTIFACT_MANIFEST", "ERR_ARTIFACT_UNSIGNED"]);
  });

  it("says that a file is missing, and does not take a folder for one", async () => {
    await expect(checkArtifact(at("none.aab"))).rejects.toMatchObject({ code: "ERR_FILE_MISSING" });
    await expect(checkArtifact(folder)).rejects.toMatchObject({ code: "ERR_FILE_MISSING" });
  });

  it("stops when it is told to", async () => {
    const { path } = await makeBundle(at("stopped.aab"), avni);
    const reason = new Error("stop");
    await appendFile(path, "");
    await expect(checkArtifact(path, {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
