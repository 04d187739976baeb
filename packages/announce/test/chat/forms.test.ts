import { type Chat, type RoomKind, startChat } from "@signalbox/testbed/chat";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isReleaseError, type ReleaseError } from "@signalbox/release-core";
import { type Post, webhookChannel } from "../../src/index.js";
import type { Channel, Message } from "../../src/ports.js";
import { sixChats } from "../support/six-chats.js";

const KINDS = ["slack", "discord", "teams", "google-chat", "mattermost", "webhook"] as const;
let chat: Chat;
let channels: readonly Channel[];
beforeAll(async () => {
  chat = await startChat();
  channels = sixChats(chat);
});
afterEach(() => {
  expect(chat.violations).toEqual([]);
  chat.clear();
  chat.setFaults([]);
});
afterAll(() => chat.close());

const of = (kind: RoomKind): Channel => channels.find((one) => one.kind === kind) as Channel;
const message = (fields: Partial<Message> = {}): Message => ({
  subject: "Release 16.2.0 is out",
  text: "## Faster\n- sync in **half** the time, see [notes](https://example.org/notes)\n- `--dry-run` is _kept_",
  format: "markdown",
  links: [{ title: "All notes", url: "https://example.org/16.2.0" }],
  ...fields,
});
const send = (kind: RoomKind, fields: Partial<Message> = {}, dedupeKey = "numbered/16.2/out#x") =>
  of(kind).send({ message: message(fields), dedupeKey });
const failure = async (promise: Promise<unknown>): Promise<ReleaseError> => {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isReleaseError(error)) throw new Error(`not ours: ${String(error)}`);
  return error;
};

describe.each(KINDS)("%s", (kind) => {
  it("takes the message in the vendor's form, which the plan showed, and calls those who are meant", async () => {
    const preview = of(kind).preview(message({ mentions: ["qa"] }), "numbered/16.2/out#x");
    await expect(send(kind, { mentions: ["qa"] })).resolves.toMatchObject({ accepted: [kind], refused: [] });
    expect(chat.lines.map(({ body }) => body as unknown)).toEqual([preview.payload]);
    expect(chat.lines[0]?.pings).toHaveLength(kind === "webhook" ? 0 : 1);
    expect(preview.payload).toMatchSnapshot();
  });

  it("cuts what is too long at the end of a line, with the link to the rest", async () => {
    const text = Array.from({ length: 3_000 }, (_, index) => `- entry ${index} of <many> & "more" *signs*`).join("\n");
    const preview = of(kind).preview(message({ text }), "k#x");
    await send(kind, { text });
    const said = JSON.stringify(chat.lines[0]?.body);
    expect(said).toContain("https://example.org/16.2.0");
    expect(preview.warnings.map(({ code }) => code)).toEqual(kind === "webhook" ? [] : ["text-cut"]);
    await send(kind, { text: "x".repeat(60_000), links: [] }, "k2#x");
    await send(kind, { text: '&<"\n'.repeat(20_000), format: "text" }, "k3#x");
  });

  it("says what is refused, what comes too early, and what nobody can tell, and no error holds the secret", async () => {
    const errors: ReleaseError[] = [];
    const on = async (fault: Parameters<Chat["setFaults"]>[0][number]["kind"]): Promise<ReleaseError> => {
      chat.setFaults([{ room: kind, kind: fault }]);
      const error = await failure(send(kind));
      errors.push(error);
      return error;
    };
    expect(await on("429")).toMatchObject({ code: "ERR_CHANNEL_BUSY", retryable: true });
    expect((errors[0]?.details as { retryAfterMs: number }).retryAfterMs).toBe(
      { slack: 30_000, discord: 64_570, teams: 60_000, "google-chat": 30_000, mattermost: 1_000, webhook: 2_000 }[kind],
    );
    expect(await on("503")).toMatchObject({ code: "ERR_CHANNEL_BUSY" });
    expect(await on("error-with-200")).toMatchObject({ code: "ERR_NOT_SENT" });
    expect(await on("404")).toMatchObject({ code: "ERR_NOT_SENT" });
    expect(chat.lines).toEqual([]);
    for (const fault of ["500", "502", "drop"] as const)
      expect(await on(fault)).toMatchObject({ code: "ERR_SENT_UNKNOWN" });
    expect(await on("lost")).toMatchObject({ code: "ERR_SENT_UNKNOWN" });
    expect(chat.lines).toHaveLength(1);
    for (const error of errors) {
      expect(error.hint).not.toBe("");
      expect(`${error.message} ${error.hint} ${JSON.stringify(error.details)}`).not.toMatch(/secret/i);
    }
  });

  it("lets no text from outside call anybody", async () => {
    const nasty = fc.array(
      fc.constantFrom(
        "@everyone",
        "@here",
        "@channel",
        "@all",
        "@qa-team",
        ".@here",
        "+@all",
        "-@channel",
        "x@everyone",
        "https://x.y/@here",
        "https://a@here/b",
        "https://x.y/<users/all>",
        "<!channel>",
        "<!here>",
        "<@U0AB12>",
        "<@123>",
        "<@&4711>",
        "<!subteam^S0QA>",
        "<users/all>",
        "<users/1234>",
        "<at>qa</at>",
        "@",
        "<",
        ">",
        "&lt;",
        "\\",
        "`",
        "**",
        "_",
        "[",
        "](",
        " ",
        "\n",
        "](https://x.y)",
        "\u200b",
        "a",
        "#",
        "- ",
      ),
      { maxLength: 12 },
    );
    const channel = of(kind);
    // Who calls some lets nobody else be called: `everyone` of Discord opens the door to `here`, too.
    const called = fc.constantFrom([], ["qa"], ["all"]);
    const written = fc.constantFrom("text" as const, "markdown" as const);
    await fc.assert(
      fc.asyncProperty(nasty, written, called, async (parts, format, mentions) => {
        chat.clear();
        const text = `${parts.join("")}.`;
        const subject = text.replace(/\n/g, " ");
        await channel.send({
          message: { subject, text, format, links: [{ title: text, url: `https://x.y/${text}` }], mentions },
          dedupeKey: "k#x",
        });
        const [line] = chat.lines;
        expect(line?.pings).toEqual(mentions.length === 0 || kind === "webhook" ? [] : [expect.anything()]);
      }),
      { numRuns: 80 },
    );
  });
});

it("gives back the first line of Google Chat for the same key, and shows others twice", async () => {
  const [first, second] = [await send("google-chat"), await send("google-chat")];
  expect([first.id, chat.lines.length]).toEqual([second.id, 1]);
  expect(KINDS.map((kind) => [kind, of(kind).repeat])).toEqual([
    ["slack", "visible"],
    ["discord", "visible"],
    ["teams", "visible"],
    ["google-chat", "none"],
    ["mattermost", "visible"],
    ["webhook", "recognisable"],
  ]);
});

it("knows that nothing left when nobody listens, and tells who is not known instead of calling them", async () => {
  const closed = await startChat();
  await closed.close();
  const nowhere = sixChats(closed)[0] as Channel;
  const error = await failure(nowhere.send({ message: message(), dedupeKey: "k#x" }));
  expect(error).toMatchObject({ code: "ERR_NOT_SENT" });
  const preview = of("slack").preview(message({ mentions: ["qa", "nobody"] }), "k#x");
  expect(preview.warnings.map(({ code }) => code)).toEqual(["mention-unknown"]);
  expect(JSON.stringify(preview.payload)).toContain("<!subteam^S0QA>\\nnobody");
});

it("logs in with the user and password of an address, and no error, plan or address holds them", async () => {
  const url = chat.urlOf("webhook").replace("://", "://ci%40acme:50%zz%20off@");
  const asked: { readonly address: string; readonly authorization: string | undefined }[] = [];
  const post: Post = (address, init) => {
    asked.push({ address, authorization: init.headers["authorization"] });
    return Promise.reject(new Error(`${init.headers["authorization"] ?? ""} of ${url}: 50%zz%20off is not taken`));
  };
  const channel = webhookChannel({ name: "deploys", url, post });
  const error = await failure(channel.send({ message: message(), dedupeKey: "k#x" }));
  const login = Buffer.from("ci@acme:50%zz%20off").toString("base64");
  expect(asked).toEqual([{ address: chat.urlOf("webhook"), authorization: `Basic ${login}` }]);
  for (const text of [error.message, JSON.stringify(error.details), JSON.stringify(channel.preview(message(), "k#x"))])
    for (const secret of ["50%", login, "webhookSecretPath"]) expect(text).not.toContain(secret);
});

it.each(["", "hooks.slack.com/services/x", "http://hooks.slack.com/services/T/B/x", "ftp://x.y/z"])(
  "refuses the address %j, which is none or travels in the open",
  (url) => {
    expect(() => sixChats({ urlOf: () => url })).toThrow(/cannot be used/);
  },
);

describe.each(KINDS)("%s", (kind) => {
  it("leads where an address leads, whatever signs are in it, and has no login in it", () => {
    const text =
      "See https://www.npmjs.com/package/@acme/map_of_all, (https://example.org/a_b_c). <https://me:pw@x.org/>";
    for (const format of ["text", "markdown"] as const) {
      const said = JSON.stringify(of(kind).preview(message({ text, format, links: [] }), "k#x").payload);
      if (kind === "webhook") continue; // takes the text as it is
      expect(said).toContain("https://www.npmjs.com/package/%40acme/map_of_all");
      expect(said).toContain("https://example.org/a_b_c");
      expect(said).not.toContain("pw@");
    }
  });

  it("finds room for many links and for many short lines, and says when it has none", async () => {
    const links = Array.from({ length: 400 }, (_, index) => ({
      title: `Component ${index} (v2.${index}.0)`,
      url: `https://github.com/acme/component-${index}/releases/tag/v2.${index}.0`,
    }));
    await send(kind, { links }, "many links#x");
    const { warnings } = of(kind).preview(message({ links }), "k#x");
    expect(warnings.map(({ code }) => code)).toEqual(kind === "webhook" ? [] : ["text-cut"]);
    await send(kind, { text: "a\n\n".repeat(5_900), links: [] }, "short lines#x");
    expect(chat.lines.filter(({ room }) => room === kind)).toHaveLength(2);
  });
});

it("is quick with long rows of the same sign", () => {
  const begun = performance.now();
  for (const row of ["#", "\n", " ", "*", "_", "[", "`", "https://", "\\"])
    of("discord").preview(message({ text: `# ${row.repeat(150_000 / row.length)}x` }), "k#x");
  // One that is tried from each of its signs takes a minute.
  expect(performance.now() - begun).toBeLessThan(8_000);
});
