import { isReleaseError, type ReleaseError } from "@signalbox/release-core";
import { type Smtp, type SmtpRule, startSmtp } from "@signalbox/testbed/smtp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { mailChannel, type MailOptions, parseMailbox } from "../../src/mail.js";
import type { Message, Sent } from "../../src/ports.js";

const PASSWORD = "correct horse battery staple";
let smtp: Smtp;
beforeAll(async () => {
  smtp = await startSmtp({ users: { release: PASSWORD } });
});
afterEach(() => {
  smtp.setRules([]);
  smtp.clear();
});
afterAll(() => smtp.close());

const channel = (fields: Partial<MailOptions> = {}, server: Partial<MailOptions["server"]> = {}) =>
  mailChannel({
    name: "users",
    from: "Avni Team <release@avni.test>",
    to: ["users@avni.test"],
    cc: ["Qa <qa@avni.test>"],
    bcc: ["partner@ngo.test", "ministry@gov.test"],
    replyTo: "help@avni.test",
    server: { host: "127.0.0.1", port: smtp.port, ca: smtp.certificate, timeoutMs: 5_000, ...server },
    login: { user: "release", password: PASSWORD },
    ...fields,
  });
const message: Message = {
  subject: "Avni Release Announcement",
  text: "## 16.2.0\n\n- Faster **sync**\n- <script>alert(1)</script>",
  format: "markdown",
  links: [{ title: "All notes", url: "https://example.org/16.2.0" }],
};
const now = () => new Date("2026-03-02T09:00:00Z");
const send = (fields: Partial<MailOptions> = {}, server: Partial<MailOptions["server"]> = {}): Promise<Sent> =>
  channel(fields, server).send({ message, dedupeKey: "numbered/16.2/mail#users" }, { now });
const failure = async (promise: Promise<unknown>): Promise<ReleaseError> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isReleaseError(error)) throw new Error(`not ours: ${String(error)}`);
  return error;
};

it("writes one encrypted mail to all, whose bcc stands in the envelope alone", async () => {
  const sent = await send();
  const [mail] = smtp.mails;
  expect(mail).toMatchObject({ from: "release@avni.test", isEncrypted: true, user: "release" });
  expect(mail?.to).toEqual(["users@avni.test", "qa@avni.test", "partner@ngo.test", "ministry@gov.test"]);
  expect(mail?.raw).not.toMatch(/bcc|partner@ngo|ministry@gov/i);
  const heads = ["From", "To", "Cc", "Reply-To", "Subject", "Date", "Auto-Submitted", "Message-ID"];
  expect(heads.map((name) => mail?.header(name))).toEqual([
    "Avni Team <release@avni.test>",
    "users@avni.test",
    "Qa <qa@avni.test>",
    "help@avni.test",
    "Avni Release Announcement",
    "Mon, 02 Mar 2026 09:00:00 +0000",
    "auto-generated",
    sent.id,
  ]);
  expect(mail?.raw).toContain("&lt;script&gt;");
  expect(mail?.raw).not.toMatch(/^<script>/m);
  expect(mail?.raw).toMatch(/text\/plain[\s\S]*text\/html/);
});

it("shows in the plan what leaves, with the same Message-ID at every repetition of the same text", async () => {
  const preview = channel().preview(message, "numbered/16.2/mail#users");
  expect(preview).toMatchSnapshot();
  const [first, second] = [await send(), await send()];
  expect([first.id, second.id]).toEqual(Array(2).fill((preview.payload as { messageId: string }).messageId));
  const other = channel().preview({ ...message, text: "another" }, "numbered/16.2/mail#users");
  expect((other.payload as { messageId: string }).messageId).not.toBe(first.id);
});

it("sends to those alone who are named", async () => {
  await channel().send({ message, dedupeKey: "k", to: ["qa@avni.test"] });
  expect(smtp.mails[0]?.to).toEqual(["qa@avni.test"]);
});

it("lets no text write a header", async () => {
  const nasty = "Out\r\nBcc: evil@x.test\r\n\r\nbody";
  await channel({ from: 'Te"am <release@avni.test>'.replace('"', "") }).send({
    message: { ...message, subject: nasty },
    dedupeKey: "k",
  });
  expect(smtp.mails[0]?.header("Bcc")).toBeNull();
  expect(smtp.mails[0]?.header("Subject")).toBe("Out Bcc: evil@x.test body");
});

describe("what goes wrong", () => {
  const rows: readonly (readonly [string, readonly SmtpRule[], string, RegExp])[] = [
    [
      "a greeting that says later",
      [{ at: "connect", kind: "refuse", code: 421 }],
      "ERR_CHANNEL_BUSY",
      /Try again in 300 s/,
    ],
    ["a greeting that says no", [{ at: "connect", kind: "refuse", code: 554 }], "ERR_NOT_SENT", /answer says why/],
    ["a login that is busy", [{ at: "auth", kind: "refuse", code: 454 }], "ERR_CHANNEL_BUSY", /Try again/],
    ["a sender who may not", [{ at: "mail", kind: "refuse", code: 553 }], "ERR_NOT_SENT", /`from`/],
    ["a sender who is greylisted", [{ at: "mail", kind: "refuse", code: 451 }], "ERR_CHANNEL_BUSY", /Try again/],
    ["a text that is too large", [{ at: "end", kind: "refuse", code: 552 }], "ERR_NOT_SENT", /too large/],
    ["a text that looks like spam", [{ at: "end", kind: "refuse", code: 554 }], "ERR_NOT_SENT", /answer says why/],
    ["a text that is wanted later", [{ at: "end", kind: "refuse", code: 451 }], "ERR_CHANNEL_BUSY", /Try again/],
    ["a connection that ends before the sender", [{ at: "mail", kind: "drop" }], "ERR_NOT_SENT", /can be reached/],
    ["a connection that ends at a recipient", [{ at: "rcpt", kind: "drop", nth: 2 }], "ERR_NOT_SENT", /can be reached/],
    [
      "a connection that ends after the text",
      [{ at: "end", kind: "drop" }],
      "ERR_SENT_UNKNOWN",
      /Look for the mail with the Message-ID <\w{40}@avni\.test>/,
    ],
  ];
  it.each(rows)("%s", async (_, rules, code, hint) => {
    smtp.setRules(rules);
    const error = await failure(send());
    expect(error).toMatchObject({ code });
    expect(error.hint).toMatch(hint);
    expect(smtp.mails).toHaveLength(code === "ERR_SENT_UNKNOWN" ? 1 : 0);
  });

  it("a server that stays silent after the text: nobody knows", async () => {
    smtp.setRules([{ at: "end", kind: "hold" }]);
    expect(await failure(send({}, { timeoutMs: 1_500 }))).toMatchObject({ code: "ERR_SENT_UNKNOWN" });
  });

  it("names each recipient who is refused, for good or for now, and the others have it", async () => {
    smtp.setRules([
      { at: "rcpt", address: "qa@avni.test", kind: "refuse", code: 550, text: "5.1.1 no such user" },
      { at: "rcpt", address: "ministry@gov.test", kind: "refuse", code: 451, text: "4.7.1 greylisted" },
    ]);
    await expect(send()).resolves.toMatchObject({
      accepted: ["users@avni.test", "partner@ngo.test"],
      refused: [
        { address: "qa@avni.test", reason: expect.stringContaining("no such user") as string, permanent: true },
        { address: "ministry@gov.test", reason: expect.stringContaining("greylisted") as string, permanent: false },
      ],
    });
    smtp.setRules([{ at: "rcpt", kind: "refuse", code: 450 }]);
    const { accepted, refused } = await send();
    expect([accepted, refused.length, refused.some(({ permanent }) => permanent)]).toEqual([[], 4, false]);
  });

  it("a wrong password, a missing one, a certificate that nobody vouches for, a server that does not encrypt", async () => {
    const wrong = await failure(send({ login: { user: "release", password: "not the secret" } }));
    expect(wrong).toMatchObject({ code: "ERR_NOT_SENT" });
    expect(wrong.hint).toMatch(/release and its password/);
    expect(`${wrong.message}${JSON.stringify(wrong.details)}`).not.toContain("not the secret");
    const none = await failure(send({ login: undefined }));
    expect([none.code, none.hint]).toEqual(["ERR_NOT_SENT", expect.stringMatching(/login|answer says/)]);
    expect((await failure(send({}, { ca: undefined }))).hint).toMatch(/NODE_EXTRA_CA_CERTS/);
    const open = await startSmtp({ security: "none" });
    try {
      expect((await failure(send({ login: undefined }, { port: open.port }))).hint).toMatch(/does not encrypt/);
      await send({ login: undefined }, { port: open.port, security: "none" });
      expect(open.mails).toHaveLength(1);
    } finally {
      await open.close();
    }
    expect(await failure(send({}, { port: open.port }))).toMatchObject({ code: "ERR_NOT_SENT" });
  });

  it("repeats no password that the server repeats, however it was spelled", async () => {
    for (const line of [PASSWORD, Buffer.from(`\0release\0${PASSWORD}`).toString("base64")]) {
      smtp.setRules([{ at: "auth", kind: "refuse", code: 535, text: `unknown command ${line}` }]);
      const { message: told, details } = await failure(send());
      expect(`${told} ${JSON.stringify(details)}`).toContain("unknown command ***");
    }
  });

  it("is stopped: before the text nothing was sent", async () => {
    const stopping = new AbortController();
    smtp.setRules([{ at: "mail", kind: "hold", run: () => stopping.abort(new Error("stop")) }]);
    const sending = channel().send({ message, dedupeKey: "k" }, { signal: stopping.signal });
    expect(await failure(sending)).toMatchObject({ code: "ERR_NOT_SENT" });
    expect(smtp.mails).toEqual([]);
  });
});

it("looks whether the server is there and takes the login, and sends nothing", async () => {
  await expect(channel().check?.()).resolves.toEqual({ server: "127.0.0.1" });
  expect(smtp.mails).toEqual([]);
  const wrong = channel({ login: { user: "release", password: "no" } });
  expect((await failure(wrong.check?.() ?? Promise.resolve())).code).toBe("ERR_NOT_SENT");
});

it("speaks TLS from the first byte where it is told to", async () => {
  const tls = await startSmtp({ security: "tls" });
  try {
    await send({ login: undefined }, { port: tls.port, ca: tls.certificate, security: "tls" });
    expect(tls.mails[0]?.isEncrypted).toBe(true);
  } finally {
    await tls.close();
  }
});

it.each([
  ["a@x.org", { name: "", address: "a@x.org" }],
  ["Some Body <a@x.org>", { name: "Some Body", address: "a@x.org" }],
  ['"Body, Some" <a@x.org>', { name: "Body, Some", address: "a@x.org" }],
  ["  a@x.org ", { name: "", address: "a@x.org" }],
  ["ärger@bücher.example", { name: "", address: "ärger@bücher.example" }],
  ["a@x.org, b@x.org", null],
  ["a@x.org\r\nBcc: b@x.org", null],
  ["<a@x.org> b", null],
  ["Some\nBody <a@x.org>", null],
  ["nobody", null],
  ["", null],
])("reads the mailbox %j", (text, expected) => {
  expect(parseMailbox(text)).toEqual(expected);
});

it.each([
  [{ to: ["nobody"] }, /to has no mail address/],
  [{ to: [], cc: [], bcc: [] }, /nobody to write to/],
  [{ server: { host: "mail.example.org", security: "none" } }, /password would travel in the open/],
] as const)("refuses %j", (fields, words) => {
  expect(() => channel(fields as Partial<MailOptions>)).toThrow(words);
});
