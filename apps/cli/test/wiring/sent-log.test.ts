import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SentRecord } from "@signalbox/announce";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sentLogIn } from "../../src/wiring/sent-log.js";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "sent-log-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const record = (revision: number, state: SentRecord["state"] = "sending"): SentRecord => ({
  dedupeKey: "numbered/16.2/../out#users",
  channel: "users",
  revision,
  state,
  payloadDigest: "d",
  to: ["a@x.org"],
  accepted: [],
  refused: [],
  id: "<1@x.org>",
  at: "2026-03-02T09:00:00.000Z",
  firstAt: "2026-03-02T09:00:00.000Z",
  notBefore: null,
  settledBy: null,
});

it("gives back the last revision, in another process too, for others' eyes closed", async () => {
  const log = sentLogIn(folder);
  await expect(log.find(record(1).dedupeKey)).resolves.toBeNull();
  for (let revision = 1; revision <= 12; revision++) await log.record(record(revision));
  await log.record(record(13, "sent"));
  await expect(sentLogIn(folder).find(record(1).dedupeKey)).resolves.toEqual(record(13, "sent"));
  const [message = ""] = await readdir(join(folder, "announce"));
  const files = await readdir(join(folder, "announce", message));
  expect(files.filter((name) => !/^\d+\.json$/.test(name))).toEqual([]);
  expect((await stat(join(folder, "announce", message, "13.json"))).mode & 0o077).toBe(0);
});

it("lets one of many write a revision, whoever they are", async () => {
  const ends = await Promise.allSettled([1, 2, 3].map(() => sentLogIn(folder).record(record(1))));
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(sentLogIn(folder).record(record(1))).rejects.toMatchObject({ code: "ERR_SENT_ELSEWHERE" });
});

it("does not read what a process that died had begun to write", async () => {
  const log = sentLogIn(folder);
  await log.record(record(1));
  const [message = ""] = await readdir(join(folder, "announce"));
  await writeFile(join(folder, "announce", message, "2.4711.draft"), '{"state":"se');
  await expect(log.find(record(1).dedupeKey)).resolves.toEqual(record(1));
  await log.record(record(2, "sent"));
  await expect(log.find(record(1).dedupeKey)).resolves.toEqual(record(2, "sent"));
});
