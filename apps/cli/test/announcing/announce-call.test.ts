import { describe, expect, it } from "vitest";
import { readAnnounceCall } from "../../src/announcing/announce-call.js";
import type { Config } from "../../src/config/load-config.js";
import type { Session } from "../../src/session.js";

const config = { announce: { channels: { common: { kind: "slack" } } } } as unknown as Config;
const call = (values: Session["values"], given: Config = config) =>
  readAnnounceCall({ values, positionals: [], cwd: "/nowhere" } as unknown as Session, given);
const WHOLE = { to: "common, users,", subject: " 16.2 is out ", text: "- faster" };

describe("what `announce` is to say", () => {
  it("is read from the command line, and has the same key whenever it says the same", async () => {
    const first = await call({ ...WHOLE, link: ["All notes=https://example.org/?a=b"], mention: ["qa"] });
    expect(first).toMatchObject({
      to: ["common", "users"],
      message: {
        subject: "16.2 is out",
        links: [{ title: "All notes", url: "https://example.org/?a=b" }],
        mentions: ["qa"],
      },
      unknown: "stop",
      correct: false,
    });
    const [same, other] = [await call(WHOLE), await call({ ...WHOLE, text: "- slower" })];
    expect([same.key, other.key]).toEqual([(await call(WHOLE)).key, expect.not.stringContaining(same.key)]);
    expect((await call({ ...WHOLE, key: "out/16.2" })).key).toBe("out/16.2");
  });

  it.each<[string, Session["values"]]>([
    ["nobody to tell", { ...WHOLE, to: " ," }],
    ["no subject", { ...WHOLE, subject: " " }],
    ["nothing to say", { to: "common", subject: "x" }],
    ["two things to say", { ...WHOLE, file: "mail.md" }],
    ["an empty text", { ...WHOLE, text: "\n" }],
    ["a file that is not there", { to: "common", subject: "x", file: "mail.md" }],
    ["a link without a title", { ...WHOLE, link: ["https://example.org"] }],
    ["a link to nowhere", { ...WHOLE, link: ["All notes=ftp://example.org"] }],
  ])("needs more than %s", async (_, values) => {
    await expect(call(values)).rejects.toMatchObject({ code: "ERR_USAGE" });
  });

  it("needs a channel", async () => {
    const none = { announce: { channels: {} } } as unknown as Config;
    await expect(call(WHOLE, none)).rejects.toMatchObject({ code: "ERR_USAGE" });
  });
});
