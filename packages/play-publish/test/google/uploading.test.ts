import { mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReleaseEvent } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import { APP, bundleFile, serve, type Served } from "./serve.js";

const MB = 1024 * 1024;
const PIECE = 8 * MB;
const SIZE = 20 * MB + 12_345;

const sessionsOf = ({ sessionFolder }: Served) => readdir(sessionFolder).catch(() => []);
const puts = ({ play }: Served) => play.requests.filter(({ method }) => method === "PUT");
const bytesOf = (served: Served) => puts(served).reduce((sum, { bytes }) => sum + bytes, 0);

test("goes in pieces of 8 MB, tells how far it is, and leaves nothing behind", async () => {
  const served = await serve();
  const { edits, uploads } = served.connect();
  const edit = await edits.open(APP);
  const file = await bundleFile(9, SIZE);
  const events: ReleaseEvent[] = [];
  let time = 0;
  const stored = await uploads.upload(edit, file, {
    onEvent: (event) => void events.push(event),
    now: () => new Date((time += 100)),
  });
  expect(stored).toEqual({ kind: "aab", versionCode: 9, sha256: file.sha256 });
  expect(puts(served).map(({ contentRange }) => contentRange)).toEqual([
    `bytes 0-${PIECE - 1}/${SIZE}`,
    `bytes ${PIECE}-${2 * PIECE - 1}/${SIZE}`,
    `bytes ${2 * PIECE}-${SIZE - 1}/${SIZE}`,
  ]);
  expect(bytesOf(served)).toBe(SIZE);
  expect(await sessionsOf(served)).toEqual([]);
  const told = events.map((event) => (event.type === "progress" ? (event.done ?? 0) : -1));
  expect(told).toEqual([...told].sort((one, other) => one - other));
  expect(events.at(-1)).toMatchObject({
    item: "app.aab",
    done: SIZE,
    total: SIZE,
    message: /of 21\.0 MB, [\d.]+ MB\/s/,
  });
});

describe("a break", () => {
  const places = [0, 1, 100_000, PIECE - 1, PIECE, PIECE + 7, 2 * PIECE - 1, SIZE - 1];
  test.each(process.env["EXHAUSTIVE"] === undefined ? places.filter((_, index) => index % 2 === 1) : places)(
    "at byte %i costs one piece at most",
    async (atByte) => {
      const served = await serve();
      const { edits, uploads } = served.connect();
      const edit = await edits.open(APP);
      const file = await bundleFile(9, SIZE);
      served.play.setFaults([
        { match: new RegExp(`^PUT .*bundles`), nth: Math.floor(atByte / PIECE) + 1, kind: "drop", atByte },
      ]);
      expect((await uploads.upload(edit, file)).sha256).toBe(file.sha256);
      expect(served.waits).toEqual([1000]);
      expect(bytesOf(served) - SIZE).toBeLessThanOrEqual(PIECE);
    },
  );

  test("of the answer is no second upload: what is complete is told again", async () => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const file = await bundleFile(9, SIZE);
    served.play.setFaults([{ match: /^PUT/, nth: 3, kind: "lost" }]);
    expect((await uploads.upload(await edits.open(APP), file)).versionCode).toBe(9);
    expect(bytesOf(served)).toBe(SIZE);
  });

  test.each(["quota", "page"] as const)("%s in the middle is waited for", async (kind) => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const file = await bundleFile(9, SIZE);
    served.play.setFaults([{ match: /^PUT/, nth: 2, times: 2, kind }]);
    expect((await uploads.upload(await edits.open(APP), file)).sha256).toBe(file.sha256);
    expect(served.waits).toHaveLength(2);
  });
});

test("goes on in another process, from what Google has", async () => {
  const served = await serve();
  const { edits, uploads } = served.connect();
  const edit = await edits.open(APP);
  const file = await bundleFile(9, SIZE);
  served.play.setFaults([{ match: /^PUT/, nth: 3, times: Infinity, kind: "unavailable" }]);
  const error: any = await uploads.upload(edit, file).catch((reason: unknown) => reason);
  expect([error.code, error.retryable, error.details]).toEqual([
    "ERR_PLAY_UPLOAD_BROKEN",
    true,
    { reached: 2 * PIECE, size: SIZE },
  ]);
  expect(served.waits).toEqual([1000, 2000, 4000, 8000, 16_000]);

  const [name = ""] = await sessionsOf(served);
  const path = join(served.sessionFolder, name);
  expect([(await stat(path)).mode & 0o777, (await stat(served.sessionFolder)).mode & 0o777]).toEqual([0o600, 0o700]);
  const secret = new URL((await readFile(path, "utf8")).trim()).searchParams.get("upload_id") ?? "none";
  expect(JSON.stringify([error.message, error.details, error.hint]) + String(error.stack)).not.toContain(secret);

  served.play.setFaults([]);
  served.play.clearRequests();
  const events: ReleaseEvent[] = [];
  await served.connect().uploads.upload(edit, file, { onEvent: (event) => void events.push(event) });
  expect(bytesOf(served)).toBe(SIZE - 2 * PIECE);
  expect(JSON.stringify(events)).not.toContain(secret);
  expect(await sessionsOf(served)).toEqual([]);
});

describe("a session that is gone", () => {
  test.each(["session-gone", "session-gone-410"] as const)("%s begins anew", async (kind) => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const file = await bundleFile(9, SIZE);
    served.play.setFaults([{ match: /^PUT/, nth: 2, kind }]);
    expect((await uploads.upload(await edits.open(APP), file)).sha256).toBe(file.sha256);
    expect(served.play.requests.filter(({ path }) => path.endsWith("uploadType=resumable"))).toHaveLength(2);
  });

  test("after the last byte is no second upload, where Play has the bundle", async () => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const file = await bundleFile(9, SIZE);
    served.play.setFaults([
      { match: /^PUT/, nth: 3, kind: "lost" },
      { match: /^PUT/, nth: 4, kind: "session-gone" },
    ]);
    const stored = await uploads.upload(await edits.open(APP), file);
    expect(stored).toEqual({ kind: "aab", versionCode: 9, sha256: file.sha256 });
    expect(bytesOf(served)).toBe(SIZE);
    expect(await sessionsOf(served)).toEqual([]);
  });

  test("again and again ends", async () => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const file = await bundleFile(9, 4096);
    served.play.setFaults([{ match: /^PUT/, kind: "session-gone", times: Infinity }]);
    await expect(uploads.upload(await edits.open(APP), file)).rejects.toMatchObject({ code: "ERR_PLAY_UPLOAD_BROKEN" });
    expect(await sessionsOf(served)).toEqual([]);
  });
});

describe("stops", () => {
  test("before the last byte when the file is another one than was checked", async () => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const edit = await edits.open(APP);
    const file = await bundleFile(9, SIZE);
    const changed = { ...file, sha256: "0".repeat(64) };
    await expect(uploads.upload(edit, changed)).rejects.toMatchObject({ code: "ERR_FILE_CHANGED" });
    expect(bytesOf(served)).toBeLessThan(SIZE);
    await truncate(file.path, 4096);
    await expect(uploads.upload(edit, file)).rejects.toMatchObject({ code: "ERR_FILE_CHANGED" });
    await expect(uploads.upload(edit, { ...file, path: `${file.path}.none` })).rejects.toMatchObject({
      code: "ERR_FILE_MISSING",
    });
  });

  test("at what Play says of the file or the edit", async () => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const edit = await edits.open(APP);
    const code = (failing: Promise<unknown>) => failing.catch((error: any) => error.code as string);
    expect(await code(uploads.upload(edit, await bundleFile(8, 4096)))).toBe("ERR_PLAY_CODE_USED");
    expect(await code(uploads.upload(edit, await bundleFile(9, 4096, "org.other")))).toBe("ERR_PLAY_PACKAGE_WRONG");
    served.play.setFaults([{ match: /^PUT/, kind: "edit-deleted" }]);
    expect(await code(uploads.upload(edit, await bundleFile(9, 4096)))).toBe("ERR_PLAY_EDIT_GONE");
    expect(await sessionsOf(served)).toEqual([]);
  });

  test("with the signal, and keeps its place", async () => {
    const served = await serve();
    const { edits, uploads } = served.connect();
    const edit = await edits.open(APP);
    const file = await bundleFile(9, SIZE);
    const stop = new AbortController();
    const reason = new Error("stopped by a person");
    const onEvent = (event: ReleaseEvent): void => {
      if (event.type === "progress" && (event.done ?? 0) > PIECE) stop.abort(reason);
    };
    let time = 0;
    const now = (): Date => new Date((time += 100));
    await expect(uploads.upload(edit, file, { signal: stop.signal, onEvent, now })).rejects.toBe(reason);
    expect(await sessionsOf(served)).toHaveLength(1);
    await served.play.settled();
    expect((await uploads.upload(edit, file)).sha256).toBe(file.sha256);
  });
});

test("sweeps away sessions of a week ago", async () => {
  const served = await serve();
  const { edits, uploads } = served.connect();
  const old = join(served.sessionFolder, "old.upload");
  await mkdir(served.sessionFolder);
  await writeFile(old, "http://127.0.0.1/");
  await utimes(old, 0, Date.now() / 1000 - 8 * 86_400);
  await uploads.upload(await edits.open(APP), await bundleFile(9, 4096));
  expect(await sessionsOf(served)).toEqual([]);
});

test("takes no address from a side file that is not Google's", async () => {
  const served = await serve();
  const { edits, uploads } = served.connect();
  const edit = await edits.open(APP);
  const file = await bundleFile(9, SIZE);
  served.play.setFaults([{ match: /^PUT/, nth: 2, times: Infinity, kind: "unavailable" }]);
  await expect(uploads.upload(edit, file)).rejects.toMatchObject({ code: "ERR_PLAY_UPLOAD_BROKEN" });
  const [name = ""] = await sessionsOf(served);
  await writeFile(join(served.sessionFolder, name), "http://192.0.2.1/upload?upload_id=1\n");
  served.play.setFaults([]);
  expect((await uploads.upload(edit, file)).sha256).toBe(file.sha256);
});
