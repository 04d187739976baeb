import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SentRecord } from "@signalbox/announce";
import { thisMachine } from "@signalbox/release-train";
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

it("knows who may still be sending: a process of this machine by its life, one of another by the time", async () => {
  const machine = thisMachine();
  const now = () => new Date("2026-03-02T09:01:00Z");
  const asked = sentLogIn(folder, { now });
  await sentLogIn(folder).record(record(1));
  await expect(asked.isUnderWay?.(record(1))).resolves.toBe(true);
  await sentLogIn(folder, { machine: { ...machine, startTime: "1" } }).record(record(2));
  await expect(asked.isUnderWay?.(record(2))).resolves.toBe(false);
  await sentLogIn(folder, { machine: { ...machine, host: "elsewhere", bootId: "b" } }).record(record(3));
  await expect(asked.isUnderWay?.(record(3))).resolves.toBe(true);
  const later = sentLogIn(folder, { now: () => new Date("2026-03-02T09:06:00Z") });
  await expect(later.isUnderWay?.(record(3))).resolves.toBe(false);
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
