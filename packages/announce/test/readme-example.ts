import { planAndApply } from "@signalbox/release-core";
import { announce, type SentLog, slackChannel } from "../src/index.js";
import { mailChannel } from "../src/mail.js";

export async function tellEverybody(sent: SentLog, webhook: string, password: string): Promise<void> {
  const channels = [
    slackChannel({ name: "team", url: webhook, post: fetch, mentions: { qa: "S0123ABCD" } }),
    mailChannel({
      name: "users",
      from: "Avni Team <release@example.org>",
      to: ["users@example.org"],
      bcc: ["partners@example.org"],
      server: { host: "mail.example.org" },
      login: { user: "release", password },
    }),
  ];
  await planAndApply(announce({ channels, sent }), {
    key: "numbered/16.2.0/out",
    to: ["team", "users"],
    message: {
      subject: "Avni Release Announcement",
      text: "- Faster sync\n- Fixes for 12 reports",
      links: [{ title: "All notes", url: "https://example.org/releases/16.2.0" }],
      mentions: ["qa"],
    },
  });
}
