import { digestOf } from "@signalbox/release-core";
import type { Channel } from "../ports.js";
import { breakAngles } from "../text/break-pings.js";
import { bytesInJson, fitText } from "../text/fit-text.js";
import type { Style } from "../text/style.js";
import { chatChannel, type ChatOptions } from "./chat-channel.js";
import type { ChatForm } from "./form.js";

/** Source: https://developers.google.com/workspace/chat/format-messages */
const MARKS: Style = {
  escape: breakAngles,
  strong: (inside) => `*${inside.replaceAll("*", "")}*`,
  em: (inside) => `_${inside}_`,
  code: (text) => `\`${breakAngles(text)}\``,
  link: (text, url) => (text === url ? url : `<${url}|${breakAngles(text).replaceAll(">", "›").replaceAll("|", "¦")}>`),
  item: (inside, indent) => `${" ".repeat(indent)}• ${inside}`,
};

/** With all there is around it. Source: https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create */
const MOST_BYTES = 32_000;

const GOOGLE_CHAT: ChatForm = {
  kind: "google-chat",
  // The message that was made with this request id is given back, and no other one made.
  repeat: "none",
  write: ({ message, lines, mentions, dedupeKey }) => {
    const called = mentions.map(({ id }) => `<users/${id.replace(/^users\//, "")}>`).join(" ");
    const head = [called, MARKS.strong(breakAngles(message.subject))].filter((part) => part !== "");
    const thread = { threadKey: threadOf(dedupeKey) };
    const most = MOST_BYTES - bytesInJson([...head, ""].join("\n")) - bytesInJson(thread.threadKey) - 100;
    const { text, isCut } = fitText(lines, message.links, MARKS, { measure: bytesInJson, most });
    return {
      isCut,
      body: {
        text: [...head, text].join("\n"),
        // What is told of one release stands together.
        thread,
      },
    };
  },
  query: (dedupeKey) => ({
    messageReplyOption: "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
    requestId: `signalbox-${digestOf(dedupeKey).slice(0, 40)}`,
  }),
  judge: ({ json }) => {
    const { name } = (json ?? {}) as { readonly name?: unknown };
    if (typeof name === "string") return { is: "sent", id: name };
    return { is: "refused", reason: "it answered 200 without a message", hint: "Is this a webhook of Google Chat?" };
  },
};

/** `numbered/16.2/branch-created#room` → `numbered/16.2`. */
const threadOf = (dedupeKey: string): string =>
  dedupeKey
    .replace(/#.*$/, "")
    .replace(/\/[^/]*$/, "")
    .slice(0, 4_000);

/**
 * Google Chat, by the webhook of a space. The same request id gives back the first message, so nothing is seen twice.
 * One request a second and space is taken (https://developers.google.com/workspace/chat/limits). Mentions: the id of a user, or `all`.
 */
export const googleChatChannel = (options: ChatOptions): Channel => chatChannel(GOOGLE_CHAT, options);
