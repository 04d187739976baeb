import { expect, it, vi } from "vitest";
import { mailChannel } from "../../src/mail.js";

// An optional peer that nobody installed.
vi.mock("nodemailer/lib/smtp-connection", () => {
  throw Object.assign(new Error("Cannot find package 'nodemailer'"), { code: "ERR_MODULE_NOT_FOUND" });
});

it("knows that nothing left when nodemailer is not installed: nobody has to look for a mail that cannot be", async () => {
  const channel = mailChannel({ name: "users", from: "a@x.org", to: ["b@x.org"], server: { host: "127.0.0.1" } });
  const message = { subject: "Out", text: "now", format: "text" } as const;
  expect(channel.preview(message, "k").recipients).toHaveLength(1);
  await expect(channel.send({ message, dedupeKey: "k" })).rejects.toMatchObject({
    code: "ERR_NOT_SENT",
    hint: "Install it: npm install nodemailer@10.",
  });
  await expect(channel.check?.()).rejects.toMatchObject({ code: "ERR_NOT_SENT" });
});
