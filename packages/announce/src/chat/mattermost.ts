import type { Channel } from "../ports.js";
import { breakAngles, breakAtNames } from "../text/break-pings.js";
import { characters, fitText } from "../text/fit-text.js";
import type { Style } from "../text/style.js";
import { chatChannel, type ChatOptions } from "./chat-channel.js";
import type { ChatForm } from "./form.js";

/** `<!here>` of Slack is understood as well. Source: https://developers.mattermost.com/integrate/webhooks/incoming/#slack-compatibility */
const harmless = (text: string): string => breakAtNames(breakAngles(text));
const escape = (text: string): string => harmless(text).replace(/[\\*_~`[\]|]/g, "\\$&");

const MARKDOWN: Style = {
  escape,
  strong: (inside) => `**${inside}**`,
  em: (inside) => `*${inside}*`,
  code: (text) => `\`${harmless(text).replaceAll("`", "'")}\``,
  link: (text, url) => (text === url ? url : `[${escape(text)}](${url})`),
  item: (inside, indent) => `${" ".repeat(indent)}- ${inside}`,
};

/** A longer post is cut into several. Source: https://developers.mattermost.com/integrate/webhooks/incoming/ */
const MOST = 16_383;

const MATTERMOST: ChatForm = {
  kind: "mattermost",
  repeat: "visible",
  write: ({ message, lines, mentions }) => {
    const called = mentions.map(({ id }) => `@${id.replace(/^@/, "")}`).join(" ");
    const head = [called, `#### ${escape(message.subject)}`].filter((part) => part !== "");
    const most = MOST - characters([...head, ""].join("\n"));
    const { text, isCut } = fitText(lines, message.links, MARKDOWN, { measure: characters, most });
    return { isCut, body: { text: [...head, text].join("\n") } };
  },
  judge: ({ text }) =>
    text.trim() === "ok"
      ? { is: "sent", id: null }
      : {
          is: "refused",
          reason: `it answered 200, and not "ok" but: ${text.trim().slice(0, 200)}`,
          hint: "Is this the address of a Mattermost webhook?",
        },
  explain: ({ json }) => {
    const { message } = (json ?? {}) as { readonly message?: unknown };
    return typeof message === "string" ? `Mattermost says: ${message}` : null;
  },
};

/** Mattermost, by an incoming webhook. A message that was sent is sent: it knows no key. Mentions: a user name, `here`, `channel`, `all`. */
export const mattermostChannel = (options: ChatOptions): Channel => chatChannel(MATTERMOST, options);
