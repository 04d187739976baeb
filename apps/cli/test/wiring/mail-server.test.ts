import { isReleaseError } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import type { MailChannelConfig } from "../../src/config/announce-types.js";
import { mailServerOf } from "../../src/wiring/mail-server.js";

const CHANNEL: MailChannelConfig = { kind: "mail", from: "a@x.org", to: ["b@x.org"] };
const reached = (url: string | null, fields: Partial<MailChannelConfig> = {}) =>
  mailServerOf("users", { ...CHANNEL, ...fields }, (variable) => (variable === "SMTP_PASSWORD" ? "pw" : url));

describe("the server of a mail channel", () => {
  it.each([
    ["smtp://mail.x.org", { server: { host: "mail.x.org", port: undefined, security: "starttls" } }],
    ["smtps://[::1]:4650", { server: { host: "::1", port: 4650, security: "tls" } }],
    [
      "smtp://me%40x.org:50%25@mail.x.org:587",
      { server: { host: "mail.x.org", port: 587, security: "starttls" }, login: { user: "me@x.org", password: "50%" } },
    ],
  ])("is what %s says", (url, expected) => {
    expect(reached(url)).toEqual(expected);
  });

  it("is what its fields say, where there is a host", () => {
    expect(reached(null, { host: "mail.x.org", user: "me" })).toEqual({
      server: { host: "mail.x.org", port: undefined, security: undefined },
      login: { user: "me", password: "pw" },
    });
  });

  it.each([null, "mail.x.org", "https://mail.x.org", "smtp://me:50%@mail.x.org"])("is not in %s", (url) => {
    const error = thrownBy(() => reached(url));
    if (!isReleaseError(error)) throw new Error(`not ours: ${String(error)}`);
    expect(error.code).toBe("ERR_CHANNEL_INVALID");
    expect(`${error.message} ${error.hint}`).not.toContain("50%@");
  });
});

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
