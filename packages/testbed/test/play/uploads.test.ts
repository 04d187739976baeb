import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeApk, REFUSALS, type RefusalName } from "../../src/play/index.js";
import { APP, bundle, servePlay, type Served } from "./serve.js";

const PIECE = 256 * 1024;
const file = bundle(9, { size: 3 * PIECE });
const sha256 = createHash("sha256").update(file).digest("hex");

async function begin({ play, edit }: Served): Promise<{ uri: string; path: string }> {
  const path = await edit();
  const opened = await fetch(
    `${play.url}/upload/androidpublisher/v3/applications/${APP}${path}/bundles?uploadType=resumable`,
    {
      method: "POST",
      headers: { authorization: "Bearer ci", "x-upload-content-length": String(file.length) },
    },
  );
  return { uri: opened.headers.get("location") ?? "", path };
}

const send = (uri: string, from: number, to: number): Promise<Response> =>
  fetch(uri, {
    method: "PUT",
    headers: { authorization: "Bearer ci", "content-range": `bytes ${from}-${to - 1}/${file.length}` },
    body: file.subarray(from, to),
  });
const look = (uri: string): Promise<Response> =>
  fetch(uri, { method: "PUT", headers: { authorization: "Bearer ci", "content-range": `bytes */${file.length}` } });

describe("a resumable upload", () => {
  test("goes in pieces; a drop keeps full ones; a lost answer is told again", async () => {
    const served = await servePlay();
    const { uri } = await begin(served);
    expect((await look(uri)).headers.get("range")).toBeNull();
    const first = await send(uri, 0, PIECE);
    expect([first.status, first.headers.get("range")]).toEqual([308, `bytes=0-${PIECE - 1}`]);
    served.play.setFaults([{ match: /^PUT/, kind: "drop", atByte: 2 * PIECE + 5 }]);
    await expect(send(uri, PIECE, file.length)).rejects.toThrow();
    expect((await look(uri)).headers.get("range")).toBe(`bytes=0-${2 * PIECE - 1}`);
    served.play.setFaults([{ match: /^PUT/, kind: "lost" }]);
    await expect(send(uri, 2 * PIECE, file.length)).rejects.toThrow();
    const told = await look(uri);
    expect([told.status, await told.json()]).toEqual([200, { versionCode: 9, sha256 }]);
  });

  test("ends with its edit, and when Google forgets it", async () => {
    const served = await servePlay();
    const ended = await begin(served);
    await served.edit();
    expect((await send(ended.uri, 0, file.length)).status).toBe(400);
    const { uri } = await begin(served);
    served.play.forgetUploads();
    expect((await look(uri)).status).toBe(404);
  });

  test("odd pieces and ranges are violations", async () => {
    const served = await servePlay({}, [
      `a piece of an upload has 5 bytes, no multiple of ${PIECE}`,
      "an upload was continued with Content-Range missing",
    ]);
    const { uri } = await begin(served);
    expect((await send(uri, 0, 5)).status).toBe(308);
    expect((await send(uri, 9, 10)).status).toBe(400);
    expect((await fetch(uri, { method: "PUT", headers: { authorization: "Bearer ci" } })).status).toBe(400);
  });
});

test("is processed for a while, and cannot be committed before", async () => {
  let time = Date.parse("2026-03-01T00:00:00Z");
  const served = await servePlay({ now: () => new Date(time), processingMs: 60_000 });
  const { uri, path } = await begin(served);
  expect((await send(uri, 0, file.length)).status).toBe(200);
  const codes = async () =>
    (await served.ask("GET", `${path}/bundles`)).body.bundles.map((each: any) => each.versionCode);
  expect(await codes()).not.toContain(9);
  expect((await served.ask("POST", `${path}:commit`)).body.error.message).toMatch(/uploads are not completed/);
  time += 60_000;
  expect(await codes()).toContain(9);
  const symbols = `/upload/androidpublisher/v3/applications/${APP}${path}/apks/9/deobfuscationFiles/proguard?uploadType=media`;
  expect((await served.ask("POST", symbols, Buffer.from("a -> b"))).body.deobfuscationFile.symbolType).toBe("proguard");
  expect((await served.ask("POST", `${path}:commit`)).status).toBe(200);
});

test("refuses what Play refuses", async () => {
  const { ask, edit } = await servePlay();
  const path = `/upload/androidpublisher/v3/applications/${APP}${await edit()}/bundles?uploadType=media`;
  const message = async (bytes: Buffer) => (await ask("POST", path, bytes)).body.error.message;
  expect(await message(Buffer.from("nothing"))).toMatch(/not a valid ZIP/);
  expect(await message(Buffer.from("PK\u0003\u0004"))).toMatch(/bundletool/);
  expect(await message(bundle(8))).toBe("Version code 8 has already been used.");
  expect(await message(bundle(9, { packageName: "org.example.other" }))).toMatch(/wrong package name/);
  expect(await message(bundle(9, { debuggable: true }))).toMatch(/debuggable/);
});

test("reads the code of an APK from its binary manifest", async () => {
  const { ask, edit } = await servePlay();
  const at = `/upload/androidpublisher/v3/applications/${APP}${await edit()}/apks?uploadType=media`;
  const folder = await mkdtemp(join(tmpdir(), "play-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [versionCode, encoding] of [
    [9, "utf8"],
    [10, "utf16"],
  ] as const) {
    const options = { packageName: APP, versionCode, versionName: "1.9", encoding };
    const { path, sha256: known } = await makeApk(join(folder, `${versionCode}.apk`), options);
    expect((await ask("POST", at, await readFile(path))).body).toEqual({ versionCode, binary: { sha256: known } });
  }
});

test("every refusal can be played, and comes before anything happens", async () => {
  const { play, ask } = await servePlay();
  for (const kind of Object.keys(REFUSALS) as RefusalName[]) {
    play.setFaults([{ match: "edits.insert", kind }]);
    const { status, body } = await ask("POST", "/edits");
    expect([status, body.error.message], kind).toEqual([REFUSALS[kind].status, REFUSALS[kind].message]);
  }
  expect(play.state.edits.size).toBe(0);
  play.setFaults([{ match: "edits.insert", kind: "lost" }]);
  await expect(ask("POST", "/edits")).rejects.toThrow();
  expect(play.state.edits.size).toBe(1);
});
