import { type Chat, WEBHOOK_SECRET } from "@signalbox/testbed/chat";
import {
  type Channel,
  discordChannel,
  googleChatChannel,
  mattermostChannel,
  type Post,
  slackChannel,
  teamsChannel,
  webhookChannel,
} from "../../src/index.js";

const post: Post = fetch;

/** Each chat with somebody named `qa` in it. */
export const sixChats = ({ urlOf }: Pick<Chat, "urlOf">): readonly Channel[] => [
  slackChannel({ name: "slack", url: urlOf("slack"), post, mentions: { qa: "S0QA" } }),
  discordChannel({ name: "discord", url: urlOf("discord"), post, mentions: { qa: "role:4711" } }),
  teamsChannel({ name: "teams", url: urlOf("teams"), post, mentions: { qa: "qa@example.org" } }),
  googleChatChannel({ name: "google-chat", url: urlOf("google-chat"), post, mentions: { qa: "1234" } }),
  mattermostChannel({ name: "mattermost", url: urlOf("mattermost"), post, mentions: { qa: "qa-team" } }),
  webhookChannel({ name: "webhook", url: urlOf("webhook"), post, secret: WEBHOOK_SECRET, mentions: { qa: "qa" } }),
];
