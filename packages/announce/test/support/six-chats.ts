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

/** Each chat with somebody named `qa` in it, and all. */
export const sixChats = ({ urlOf }: Pick<Chat, "urlOf">): readonly Channel[] => [
  slackChannel({ name: "slack", url: urlOf("slack"), post, mentions: { qa: "S0QA", all: "channel" } }),
  discordChannel({ name: "discord", url: urlOf("discord"), post, mentions: { qa: "role:4711", all: "here" } }),
  teamsChannel({
    name: "teams",
    url: urlOf("teams"),
    post,
    mentions: { qa: "qa@example.org", all: "all@example.org" },
  }),
  googleChatChannel({ name: "google-chat", url: urlOf("google-chat"), post, mentions: { qa: "1234", all: "all" } }),
  mattermostChannel({ name: "mattermost", url: urlOf("mattermost"), post, mentions: { qa: "qa-team", all: "all" } }),
  webhookChannel({ name: "webhook", url: urlOf("webhook"), post, secret: WEBHOOK_SECRET, mentions: { qa: "qa" } }),
];
