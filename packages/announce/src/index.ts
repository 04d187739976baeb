export type {
  Channel,
  ChannelKind,
  ChannelPreview,
  Message,
  Recipient,
  Refused,
  SendRequest,
  Sent,
  SentLog,
  SentRecord,
} from "./ports.js";
export { announce } from "./announce/announce.js";
export type { Announced, SendMessage } from "./announce/action.js";
export type { AnnouncePorts } from "./announce/inspect.js";
export { type Settlement, settleSent } from "./settle-sent.js";
export { announceKinds, type AnnounceKinds } from "./kinds.js";
export { channelInvalid, sentElsewhere } from "./errors.js";
export type { ChatOptions } from "./chat/chat-channel.js";
export type { Post } from "./chat/post.js";
export { slackChannel } from "./chat/slack.js";
export { discordChannel } from "./chat/discord.js";
export { teamsChannel } from "./chat/teams.js";
export { googleChatChannel } from "./chat/google-chat.js";
export { mattermostChannel } from "./chat/mattermost.js";
export { webhookChannel, type WebhookOptions } from "./chat/webhook.js";
