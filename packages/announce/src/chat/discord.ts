import type { Channel } from "../ports.js";
import { breakAngles, breakAtNames } from "../text/break-pings.js";
import { characters, fitText } from "../text/fit-text.js";
import type { Style } from "../text/style.js";
import { chatChannel, type ChatOptions } from "./chat-channel.js";
import type { ChatForm } from "./form.js";

const escape = (text: string): string =>
  breakAtNames(breakAngles(text))
    .replace(/[\\*_~`|[\]]/g, "\\$&")
    .replace(/^(\s*)([#>-])/, "$1\\$2");

/** Source: https://docs.discord.com/developers/reference#message-formatting */
const MARKDOWN: Style = {
  escape,
  strong: (inside) => `**${inside}**`,
  em: (inside) => `*${inside}*`,
  code: (text) => `\`${breakAtNames(breakAngles(text)).replaceAll("`", "'")}\``,
  // In angle brackets it gets no picture of the page.
  link: (text, url) => (text === url ? `<${url}>` : `[${escape(text)}](<${url}>)`),
  item: (inside, indent) => `${" ".repeat(indent)}- ${inside}`,
};

/** Source: https://docs.discord.com/developers/resources/webhook#execute-webhook */
const MOST = 2_000;

/** Source: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const SAYINGS: Readonly<Record<number, string>> = {
  10015: "The webhook was deleted: make a new one.",
  50027: "The address of the webhook is not whole, or was changed: take it anew.",
  50035: "Discord does not take a part of the message: look at the plan for what would be sent.",
  220001: "The webhook writes to a forum, which wants a thread: make one for a text channel.",
};

const mention = (id: string): string =>
  id === "everyone" || id === "here" ? `@${id}` : id.startsWith("role:") ? `<@&${id.slice(5)}>` : `<@${id}>`;

const DISCORD: ChatForm = {
  kind: "discord",
  repeat: "visible",
  write: ({ message, lines, mentions }) => {
    const ids = mentions.map(({ id }) => id);
    const head = [ids.map(mention).join(" "), MARKDOWN.strong(escape(message.subject))].filter((part) => part !== "");
    const most = MOST - characters([...head, ""].join("\n"));
    const { text, isCut } = fitText(lines, message.links, MARKDOWN, { measure: characters, most });
    return {
      isCut,
      body: {
        content: [...head, text].join("\n"),
        // Only who is named here is called, whatever the text says (…/resources/message#allowed-mentions-object).
        allowed_mentions: {
          parse: ids.some((id) => id === "everyone" || id === "here") ? ["everyone"] : [],
          users: ids.filter((id) => /^\d+$/.test(id)),
          roles: ids.filter((id) => id.startsWith("role:")).map((id) => id.slice(5)),
        },
      },
    };
  },
  // With it, Discord answers when the message is there, and with its id.
  query: () => ({ wait: "true" }),
  judge: ({ status, json }) => {
    const { id } = (json ?? {}) as { readonly id?: unknown };
    if (typeof id === "string") return { is: "sent", id };
    if (status === 204) return { is: "sent", id: null };
    return { is: "refused", reason: "it answered 200 without a message", hint: "Is this a Discord webhook?" };
  },
  explain: ({ json }) => SAYINGS[((json ?? {}) as { readonly code?: number }).code ?? 0] ?? null,
  /** Seconds with a fraction, more exact than the header. Source: https://docs.discord.com/developers/topics/rate-limits */
  retryAfterMs: ({ json }) => {
    const { retry_after: seconds } = (json ?? {}) as { readonly retry_after?: unknown };
    return typeof seconds === "number" ? Math.ceil(seconds * 1000) : null;
  },
};

/**
 * Discord, by a webhook. A message that was sent is sent: its webhooks know no key.
 * Mentions: the id of a member, `role:<id>`, `here`, `everyone`.
 */
export const discordChannel = (options: ChatOptions): Channel => chatChannel(DISCORD, options);
