import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { holdsLock } from "../../src/jobs/good-job/advisory-key.js";
import { jobName } from "../../src/jobs/delayed-job/job-name.js";
import { notARedisRead, redisError } from "../../src/jobs/redis/errors.js";
import { redisReads } from "../../src/jobs/redis/redis-reads.js";
import { readWork } from "../../src/jobs/sidekiq/work.js";
import { beatSign } from "../../src/jobs/sql/beats.js";
import { quoteName, quoteText } from "../../src/jobs/sql/text.js";
import { toDate, toNumber, toText } from "../../src/jobs/sql/values.js";

const WRAPPER = "--- !ruby/object:ActiveJob::QueueAdapters::DelayedJobAdapter::JobWrapper";
const DELAYED = "--- !ruby/object:Delayed::PerformableMethod";

describe("jobName", () => {
  test.each([
    [`--- !ruby/object:ReportJob\nid: 7\n`, "ReportJob"],
    ["--- !ruby/struct:NewsletterJob\ntext: lorem\n", "NewsletterJob"],
    [`${WRAPPER}\njob_data:\n  job_class: Admin::ReportJob\n  job_id: 1\n`, "Admin::ReportJob"],
    [`${DELAYED}\nobject: !ruby/object:User\n  attributes: {}\nmethod_name: :remind!\n`, "User#remind!"],
    [`${DELAYED}\nobject: !ruby/class 'User'\nmethod_name: :purge\n`, "User.purge"],
    [`${DELAYED}\nmethod_name: :purge\n`, "Delayed::PerformableMethod"],
    ["--- {not: [yaml", null],
    ["", null],
    [null, null],
  ])("%j → %s", (handler, name) => expect(jobName(handler)).toBe(name));

  it("takes any text", () => {
    fc.assert(fc.property(fc.string(), (text) => jobName(text) !== "" && jobName(`--- !ruby/object:${text}`) !== ""));
  });
});

describe("readWork", () => {
  const payload = { class: "Sidekiq::ActiveJob::Wrapper", wrapped: "ReportJob", jid: "b4a5" };
  test.each([
    ["8", JSON.stringify({ queue: "q", run_at: 12, payload: JSON.stringify(payload) }), "ReportJob", 12_000],
    [
      "6",
      JSON.stringify({ queue: "q", run_at: 12, payload: { class: "HardWorker", jid: "b4a5" } }),
      "HardWorker",
      12_000,
    ],
  ])("of Sidekiq %s", (_version, text, job, startedMs) =>
    expect(readWork(text)).toEqual({ id: "b4a5", job, startedMs, readable: true }),
  );

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { id, job, startedMs } = readWork(text);
        return id !== "" && job !== "" && (startedMs === null || Number.isFinite(startedMs) || startedMs === Infinity);
      }),
    );
  });
});

describe("beatSign", () => {
  const beat = { everyMs: 10, deadAfterMs: 60, name: "beat" };
  test.each([
    ["alive", 59, false, "heartbeat"],
    ["overdue in a zone that is certain", 61, true, "heartbeat"],
    ["overdue in a zone that is not", 61, false, "checkpoint"],
    ["in the future of a zone that is not certain", -61, false, "checkpoint"],
  ])("%s", (_case, ageMs, zoneIsCertain, kind) =>
    expect(beatSign({ ...beat, ageMs, zoneIsCertain })).toMatchObject({ kind, ageMs }),
  );
});

describe("values and texts", () => {
  test.each([
    ["", null],
    [" \n", null],
    ["7", "7"],
    [7, "7"],
    [true, null],
    [{}, null],
    [null, null],
  ])("toText(%s)", (value, text) => expect(toText(value)).toBe(text));

  test.each([
    ["9223372036854775807", 9223372036854775807],
    ["Infinity", null],
    ["x", null],
    ["", null],
    [null, null],
    [1.5, 1.5],
  ])("toNumber(%j)", (value, number) => expect(toNumber(value)).toBe(number));

  it("makes no date of what no calendar has", () => {
    expect([toDate(8.64e15 + 1), toDate(Infinity), toDate("x")]).toEqual([null, null, null]);
    expect(toDate("0")?.toISOString()).toBe("1970-01-01T00:00:00.000Z");
  });

  it("quotes whatever is in a name", () => {
    expect([quoteName('a"b'), quoteText("it's"), quoteText("a\\'")]).toEqual(['"a""b"', "'it''s'", "E'a\\\\'''"]);
    expect(holdsLock("good_jobs", ["j.id"])).toContain("md5(('good_jobs-' || j.id::text))");
  });
});

describe("Redis", () => {
  test.each([
    ["NOPERM this user has no permissions", "ERR_REDIS_NO_PRIVILEGE", false],
    ["NOAUTH Authentication required.", "ERR_REDIS_LOGIN", false],
    ["WRONGTYPE Operation against a key", "ERR_REDIS_OTHER_KEYS", false],
    ["LOADING Redis is loading the dataset", "ERR_REDIS_UNREACHABLE", true],
    ["connect ECONNREFUSED 127.0.0.1:6379", "ERR_REDIS_UNREACHABLE", true],
    ["ERR something else", "ERR_REDIS_QUERY", false],
  ])("%s → %s", (said, code, retryable) =>
    expect(redisError(new Error(said))).toMatchObject({
      code,
      retryable,
      hint: expect.stringMatching(/\.$/) as string,
    }),
  );

  it("sends no command that could write, and nothing after an abort", async () => {
    const sent: string[] = [];
    const client = { call: (command: string) => (sent.push(command), Promise.resolve(null)) };
    const reads = redisReads(client, new AbortController().signal);
    for (const command of ["SET", "DEL", "EVAL", "FLUSHALL", "KEYS", "SUBSCRIBE"]) {
      await expect(reads.ask(command, "x")).rejects.toMatchObject({ code: notARedisRead(command).code });
    }
    await expect(redisReads(client, AbortSignal.abort(new Error("stop"))).ask("LLEN", "x")).rejects.toThrow("stop");
    expect(sent).toEqual([]);
  });

  it("reads hashes of either protocol", async () => {
    const { signal } = new AbortController();
    const answers = [["a", "1", "b", Buffer.from("2")], new Map([["a", "1"]]), { a: 1 }, []];
    const maps = answers.map((answer) => redisReads({ call: () => Promise.resolve(answer) }, signal).hash("h"));
    expect((await Promise.all(maps)).map((map) => [...map])).toEqual([
      [
        ["a", "1"],
        ["b", "2"],
      ],
      [["a", "1"]],
      [["a", "1"]],
      [],
    ]);
  });
});
