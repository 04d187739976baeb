import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Chat, startChat } from "@signalbox/testbed/chat";
import { type Smtp, startSmtp } from "@signalbox/testbed/smtp";
import { type CliAnswer, signalbox } from "./run-cli.js";

export const MAIL_PASSWORD = "correct horse battery staple";

export interface ServedAnnounce {
  readonly smtp: Smtp;
  readonly chat: Chat;
  readonly folder: string;
  cli(
    line: string | readonly string[],
    onStart?: (child: ChildProcess) => void,
    more?: Readonly<Record<string, string>>,
  ): Promise<CliAnswer>;
  configure(config: object): Promise<void>;
  close(): Promise<void>;
}

/** A mail server and chats, and a configuration with a channel to each; every secret is in the environment. */
export async function serveAnnounce(): Promise<ServedAnnounce> {
  const folder = await mkdtemp(join(tmpdir(), "announce-"));
  const [smtp, chat] = await Promise.all([startSmtp({ users: { release: MAIL_PASSWORD } }), startChat()]);
  await writeFile(join(folder, "ca.pem"), smtp.certificate);
  const env = {
    SMTP_URL: `smtp://release:${encodeURIComponent(MAIL_PASSWORD)}@127.0.0.1:${smtp.port}`,
    NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
    SLACK_WEBHOOK_URL: chat.urlOf("slack"),
    TEAM_ROOM: chat.urlOf("google-chat"),
  };
  const channels = {
    users: {
      kind: "mail",
      from: "Avni Team <release@avni.test>",
      to: ["users@avni.test"],
      bcc: ["partner@ngo.test"],
    },
    common: { kind: "slack", mentions: { qa: "S0QA" } },
    team: { kind: "google-chat", urlFrom: "TEAM_ROOM" },
    unset: { kind: "discord" },
  };
  const served: ServedAnnounce = {
    smtp,
    chat,
    folder,
    cli: (line, onStart, more) =>
      signalbox(typeof line === "string" ? line.split(" ") : line, {
        cwd: folder,
        env: { ...env, ...more },
        ...(onStart === undefined ? {} : { onStart }),
      }),
    configure: (config) =>
      writeFile(join(folder, "signalbox.config.json"), JSON.stringify({ announce: { channels }, ...config })),
    close: async () => {
      await Promise.all([smtp.close(), chat.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await served.configure({});
  return served;
}
