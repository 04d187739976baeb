import { converges } from "@signalbox/testbed";
import { type Chat, startChat } from "@signalbox/testbed/chat";
import { isReleaseError, planAndApply, type ReleaseError } from "@signalbox/release-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { announce, settleSent } from "../../src/index.js";
import { channelBusy, notSent, sentUnknown } from "../../src/errors.js";
import type { Channel, Refused, SentRecord } from "../../src/ports.js";
import { standingOf } from "../../src/announce/standing.js";
import { type MemoryLog, memoryLog } from "../support/memory-log.js";
import { sixChats } from "../support/six-chats.js";

let chat: Chat;
let log: MemoryLog;
beforeAll(async () => {
  chat = await startChat();
});
beforeEach(() => {
  log = memoryLog();
});
afterEach(() => {
  expect(chat.violations).toEqual([]);
  chat.clear();
  chat.setFaults([]);
});
afterAll(() => chat.close());

const ALL = ["slack", "discord", "teams", "google-chat", "mattermost", "webhook"];
const input = (fields: object = {}) => ({
  key: "numbered/16.2/out",
  to: ["slack"],
  message: { subject: "16.2.0 is out", text: "- faster" },
  ...fields,
});
const ports = (channels = sixChats(chat)) => ({ channels, sent: log });
const failure = async (promise: Promise<unknown>): Promise<ReleaseError> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isReleaseError(error)) throw new Error(`not ours: ${String(error)}`);
  return error;
};

it("tells six chats once, and finds it told afterwards", async () => {
  const { plan } = await converges(announce(ports()), input({ to: ALL }));
  expect(chat.lines.map(({ room }) => room).sort()).toEqual([...ALL].sort());
  expect(JSON.stringify(plan)).not.toMatch(/secret/i);
  expect(JSON.stringify(log.records)).not.toMatch(/secret/i);
});

it("plans without sending or writing anything down", async () => {
  const plan = await announce(ports()).plan(input({ to: [...ALL, "pigeons"] }));
  expect([chat.requests, log.records.length]).toEqual([0, 0]);
  expect(plan.problems.map(({ code }) => code)).toEqual(["ERR_CHANNEL_UNKNOWN"]);
});

it("goes on with the others when one fails, and sends only what is missing the next time", async () => {
  chat.setFaults([{ room: "teams", kind: "error-with-200" }]);
  const operation = announce(ports());
  const error = await failure(operation.plan(input({ to: ALL })).then((plan) => operation.apply(plan)));
  expect(error.code).toBe("ERR_NOT_SENT");
  expect((error.receipt as { applied: { outcome: string }[] }).applied.map(({ outcome }) => outcome)).toEqual([
    "done",
    "done",
    "failed",
    "done",
    "done",
    "done",
  ]);
  expect((await operation.plan(input({ to: ALL }))).actions.map(({ channel }) => channel)).toEqual(["teams"]);
  await planAndApply(operation, input({ to: ALL }));
  expect(chat.lines).toHaveLength(6);
});

it("waits as long as the chat says, as a pending outcome, and asks nothing before", async () => {
  chat.setFaults([{ room: "slack", kind: "429" }]);
  let clock = Date.parse("2026-03-02T09:00:00Z");
  const call = { now: () => new Date(clock) };
  const operation = announce(ports());
  const plan = await operation.plan(input(), call);
  const first = await operation.apply(plan, call);
  expect(first.applied[0]).toMatchObject({ outcome: "pending", retryAfterMs: 30_000 });
  clock += 10_000;
  // Another command, which remembers nothing but the log.
  expect((await operation.apply(plan, call)).applied[0]).toMatchObject({ outcome: "pending", retryAfterMs: 20_000 });
  expect(chat.requests).toBe(1);
  clock += 20_000;
  expect((await operation.apply(plan, { ...call, handle: first.applied[0]?.handle })).applied[0]?.outcome).toBe("done");
  expect(chat.lines).toHaveLength(1);
});

it("refuses another text under the same key, unless it is a correction, which is sent once too", async () => {
  const operation = announce(ports());
  await planAndApply(operation, input());
  const other = input({ message: { subject: "16.2.0 is out", text: "- faster, and safer" } });
  expect((await operation.plan(other)).problems).toMatchObject([{ code: "ERR_KEY_USED" }]);
  await converges(operation, { ...other, correct: true });
  expect(chat.lines).toHaveLength(2);
});

describe("a crash between leaving and the answer", () => {
  it.each([
    ["slack", "lost", "stop", 1],
    ["slack", "drop", "stop", 0],
    ["slack", "lost", "send-again", 2],
    ["google-chat", "lost", "stop", 1],
    ["google-chat", "drop", "stop", 1],
  ] as const)("%s, %s, policy %s: people see it %i times", async (channel, kind, unknown, seen) => {
    chat.setFaults([{ room: channel, kind }]);
    const operation = announce(ports());
    const wished = input({ to: [channel], unknown });
    const plan = await operation.plan(wished);
    expect((await failure(operation.apply(plan))).code).toBe("ERR_SENT_UNKNOWN");
    const again = await operation.plan(wished);
    const isAsked = channel === "slack" && unknown === "stop";
    expect(again.problems.map(({ code }) => code)).toEqual(isAsked ? ["ERR_SENT_UNKNOWN"] : []);
    if (isAsked) {
      expect(again.problems[0]?.hint).toContain('`signalbox announce settle "numbered/16.2/out#slack" sent`');
      expect((await failure(operation.apply(plan))).code).toBe("ERR_SENT_UNKNOWN");
    } else await operation.apply(again);
    expect(chat.lines).toHaveLength(seen);
  });

  it("leaves `sending` behind when the machine goes off, and a person who looked says how it goes on", async () => {
    const operation = announce(ports());
    log.crashAt = 2;
    const plan = await operation.plan(input());
    await failure(operation.apply(plan));
    log.crashAt = Infinity;
    expect(log.records.map(({ state }) => state)).toEqual(["sending"]);
    const dedupeKey = "numbered/16.2/out#slack";
    await settleSent(log, { dedupeKey, as: "sent", by: "mara" });
    await expect(operation.plan(input())).resolves.toMatchObject({ actions: [], problems: [] });
    expect((await failure(settleSent(log, { dedupeKey, as: "sent", by: "mara" }))).code).toBe("ERR_NOTHING_TO_SETTLE");
    expect(chat.lines).toHaveLength(1);
  });

  it("sends again when the person says that it is not there", async () => {
    chat.setFaults([{ room: "slack", kind: "drop" }]);
    const operation = announce(ports());
    await failure(operation.plan(input()).then((plan) => operation.apply(plan)));
    await settleSent(log, { dedupeKey: "numbered/16.2/out#slack", as: "not-sent", by: "mara" });
    await planAndApply(operation, input());
    expect(chat.lines).toHaveLength(1);
  });

  it("asks nobody to look, sends nothing and settles nothing while another run is at it", async () => {
    const operation = announce(ports());
    const plan = await operation.plan(input());
    log.crashAt = 2;
    await failure(operation.apply(plan));
    log.crashAt = Infinity;
    const busy = announce({ ...ports(), sent: { ...log, isUnderWay: async () => true } });
    for (const unknown of ["stop", "send-again"]) {
      const { problems } = await busy.plan(input({ unknown }));
      expect(problems).toMatchObject([{ code: "ERR_SENT_ELSEWHERE", hint: expect.not.stringContaining("settle") }]);
    }
    expect((await failure(busy.apply(plan))).code).toBe("ERR_SENT_ELSEWHERE");
    const settlement = { dedupeKey: "numbered/16.2/out#slack", as: "sent", by: "mara" } as const;
    const settled = settleSent({ ...log, isUnderWay: async () => true }, settlement);
    expect((await failure(settled)).code).toBe("ERR_SENT_ELSEWHERE");
    expect(log.records).toHaveLength(1);
  });

  it("tells the next run why nobody knows, until a person does", async () => {
    const [slack] = sixChats(chat);
    const send = () => Promise.reject(sentUnknown("slack", "k", "it answered 500: broken", null));
    const operation = announce(ports([{ ...(slack as Channel), send }]));
    await failure(operation.plan(input()).then((plan) => operation.apply(plan)));
    const busy = announce({ ...ports(), sent: { ...log, isUnderWay: async () => true } });
    const { problems } = await busy.plan(input());
    expect(problems).toMatchObject([
      { code: "ERR_SENT_UNKNOWN", message: expect.stringContaining("arrived: it answered 500: broken (") },
    ]);
    const settlement = { dedupeKey: "numbered/16.2/out#slack", as: "not-sent", by: "mara" } as const;
    expect((await settleSent(log, settlement)).reason).toBeUndefined();
  });

  it("lets one of two processes send", async () => {
    const operation = announce(ports());
    const plan = await operation.plan(input());
    const ends = await Promise.allSettled([operation.apply(plan), operation.apply(plan)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(chat.lines).toHaveLength(1);
  });
});

describe("a mail that some get", () => {
  const PEOPLE = ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org"];
  const refused = (address: string, permanent: boolean): Refused => ({
    address,
    reason: permanent ? "550" : "451",
    permanent,
  });
  /** Answers in this order, and remembers whom it was asked for. */
  const mail = (...answers: (readonly Refused[] | Error)[]) => {
    const asked: (readonly string[])[] = [];
    const channel: Channel = {
      name: "users",
      kind: "mail",
      repeat: "recognisable",
      preview: ({ text }) => ({
        payload: { text, messageId: "<1@x.org>" },
        recipients: PEOPLE.map((address) => ({ address, as: "bcc" })),
        warnings: [],
      }),
      send: async ({ to = [] }) => {
        asked.push(to);
        const answer = answers.shift() ?? [];
        if (answer instanceof Error) throw answer;
        return {
          id: "<1@x.org>",
          accepted: to.filter((one) => !answer.some(({ address }) => address === one)),
          refused: answer,
        };
      },
    };
    return { asked, operation: announce({ channels: [channel], sent: log }) };
  };
  const toUsers = input({ to: ["users"] });

  it("tells who was refused, and is resumed for them alone", async () => {
    const { asked, operation } = mail([refused("b@x.org", true), refused("d@x.org", true)]);
    const plan = await operation.plan(toUsers);
    const error = await failure(operation.apply(plan));
    expect(error).toMatchObject({ code: "ERR_PARTLY_SENT", retryable: false });
    expect(error.message).toContain("2 of 5 were refused: b@x.org (550); d@x.org (550)");
    const again = await operation.plan(toUsers);
    expect(again.digest).toBe(plan.digest); // what was approved still holds
    await operation.apply(again);
    expect(asked).toEqual([PEOPLE, ["b@x.org", "d@x.org"]]);
    await expect(operation.plan(toUsers)).resolves.toMatchObject({ actions: [] });
  });

  it("waits for servers that greylist, and then names only those that never take it", async () => {
    const { asked, operation } = mail([refused("a@x.org", false), refused("b@x.org", true)], []);
    let clock = Date.parse("2026-03-02T09:00:00Z");
    const call = { now: () => new Date(clock), sleep: async (ms: number) => void (clock += ms), timeoutMs: 86_400_000 };
    expect(await failure(planAndApply(operation, toUsers, call))).toMatchObject({ code: "ERR_PARTLY_SENT" });
    expect(asked).toEqual([PEOPLE, ["a@x.org"]]);
    expect(log.records.at(-1)?.refused.map(({ address }) => address)).toEqual(["b@x.org"]);
  });

  it("stops waiting after hours", async () => {
    const never = Array.from({ length: 100 }, () => [refused("a@x.org", false)]);
    const { asked, operation } = mail(...never);
    let clock = Date.parse("2026-03-02T09:00:00Z");
    const call = { now: () => new Date(clock), sleep: async (ms: number) => void (clock += ms), timeoutMs: 86_400_000 };
    expect(await failure(planAndApply(operation, toUsers, call))).toMatchObject({ code: "ERR_PARTLY_SENT" });
    expect(asked.length).toBe(50);
  });

  it("keeps who has it when a second attempt fails as a whole", async () => {
    const { asked, operation } = mail(
      [refused("b@x.org", true)],
      notSent("users", "gone", "look"),
      channelBusy("users", "later", 1_000),
    );
    const turn = async () => operation.apply(await operation.plan(toUsers));
    await failure(turn());
    await failure(turn());
    expect((await turn()).applied[0]).toMatchObject({ outcome: "pending", retryAfterMs: 1_000 });
    expect(log.records.at(-1)?.accepted).toHaveLength(4);
    expect(asked.slice(1)).toEqual([["b@x.org"], ["b@x.org"]]);
  });

  it("names the Message-ID to look for when nobody can tell", async () => {
    const { operation } = mail(sentUnknown("users", "k", "closed", "<1@x.org>"));
    await failure(operation.plan(toUsers).then((plan) => operation.apply(plan)));
    const { problems } = await operation.plan(toUsers);
    expect(problems[0]?.hint).toContain("Message-ID <1@x.org>");
    expect(log.records.at(-1)).toMatchObject({ state: "sending", id: "<1@x.org>" });
  });
});

describe("standingOf", () => {
  const record = (fields: Partial<SentRecord>): SentRecord => ({
    dedupeKey: "k",
    channel: "c",
    revision: 1,
    state: "sent",
    payloadDigest: "d",
    to: ["a", "b"],
    accepted: ["a", "b"],
    refused: [],
    id: null,
    at: "",
    firstAt: "",
    notBefore: null,
    settledBy: null,
    ...fields,
  });
  const recipients = ["a", "b"].map((address) => ({ address, as: "to" as const }));
  it.each([
    [null, "d", { is: "unsent" }],
    [record({}), "d", { is: "sent" }],
    [record({}), "other", { is: "other-text" }],
    [record({ state: "sending" }), "d", { is: "unknown" }],
    [record({ state: "sending" }), "other", { is: "other-text" }],
    [record({ state: "partly", accepted: ["a"] }), "d", { is: "partly", left: ["b"] }],
    [record({ state: "partly", accepted: ["a"] }), "other", { is: "other-text" }],
    [record({ state: "refused", accepted: [] }), "d", { is: "unsent" }],
    [record({ state: "refused", accepted: [] }), "other", { is: "unsent" }],
  ])("%j against %s", (found, payloadDigest, expected) => {
    expect(standingOf(found, { payloadDigest, recipients })).toEqual(expected);
  });
});

it("takes no key that a shell or a file would read in another way, and makes a subject one line", async () => {
  const operation = announce(ports());
  for (const key of ["", "a b", "a\nb", "a#b", "x".repeat(201)])
    expect((await failure(operation.plan(input({ key })))).code).toBe("ERR_INPUT_INVALID");
  const plan = await operation.plan(input({ message: { subject: "Out\r\nBcc: x@evil.org", text: "t" } }));
  expect(JSON.stringify(plan.actions)).toContain("Out Bcc: x@evil.org");
});
