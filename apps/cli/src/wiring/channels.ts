import {
  type AnnouncePorts,
  type Channel,
  channelInvalid,
  type ChatOptions,
  discordChannel,
  googleChatChannel,
  mattermostChannel,
  type Post,
  slackChannel,
  teamsChannel,
  webhookChannel,
} from "@signalbox/announce";
import { mailChannel } from "@signalbox/announce/mail";
import type { ChannelConfig } from "../config/announce-types.js";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { openTransport } from "./git-hub.js";
import { mailServerOf } from "./mail-server.js";
import { sentLogIn } from "./sent-log.js";

const CHATS = {
  slack: { make: slackChannel, urlFrom: "SLACK_WEBHOOK_URL" },
  discord: { make: discordChannel, urlFrom: "DISCORD_WEBHOOK_URL" },
  teams: { make: teamsChannel, urlFrom: "TEAMS_WEBHOOK_URL" },
  "google-chat": { make: googleChatChannel, urlFrom: "GOOGLE_CHAT_WEBHOOK_URL" },
  mattermost: { make: mattermostChannel, urlFrom: "MATTERMOST_WEBHOOK_URL" },
} as const;

/** The channels of the configuration, and the log beside the runs. Nothing is loaded or asked before something is sent. */
export const announcePortsOf = (session: Session, { announce, stateDir }: Config): AnnouncePorts => ({
  channels: Object.entries(announce.channels).map(([name, config]) => channelOf(name, config, session)),
  sent: sentLogIn(stateDir),
});

/** One that lacks its secret is there all the same: only who uses it hears of that. */
function channelOf(name: string, config: ChannelConfig, session: Session): Channel {
  try {
    return openChannel(name, config, session);
  } catch (error) {
    const refuse = (): never => {
      throw error;
    };
    const { kind } = config;
    return { name, kind, repeat: "visible", preview: refuse, send: async () => refuse(), check: async () => refuse() };
  }
}

function openChannel(name: string, config: ChannelConfig, { env }: Session): Channel {
  if (config.kind === "mail") return mailChannel({ name, ...config, ...mailServerOf(name, config, env.secret) });
  const address = (variable: string): string => {
    const url = env.secret(variable);
    if (url !== null) return url;
    throw channelInvalid(name, `${variable} is not set`, `Set ${variable} to the address of the webhook.`);
  };
  const post: Post = async (url, init) => (await openTransport(env)).fetch(url, init);
  const chat = (urlFrom: string): ChatOptions => ({ name, post, mentions: config.mentions, url: address(urlFrom) });
  if (config.kind !== "webhook") {
    const { make, urlFrom } = CHATS[config.kind];
    return make(chat(config.urlFrom ?? urlFrom));
  }
  const { secretFrom, knowsRepeats } = config;
  const secret = secretFrom === undefined ? undefined : env.secret(secretFrom);
  // Unsigned where it should be signed would be refused there, or worse: taken.
  if (secret === null)
    throw channelInvalid(
      name,
      `${secretFrom} is not set`,
      `Set ${secretFrom} to the secret that requests are signed with.`,
    );
  return webhookChannel({ ...chat(config.urlFrom ?? "WEBHOOK_URL"), secret, knowsRepeats });
}
