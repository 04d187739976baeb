export type { Channel, ChannelPreview, Message, Recipient, SendRequest, Sent, SentLog, SentRecord } from "./ports.js";
