import type { Channel } from "../ports.js";
import { breakAngles } from "../text/break-pings.js";
import { bytesInJson, fitText } from "../text/fit-text.js";
import type { Style } from "../text/style.js";
import { chatChannel, type ChatOptions } from "./chat-channel.js";
import type { ChatForm, Meaning } from "./form.js";

const escape = (text: string): string => breakAngles(text).replace(/[\\*_[\]`]/g, "\\$&");

/** The part of Markdown that a TextBlock shows. Source: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features */
const MARKDOWN: Style = {
  escape,
  strong: (inside) => `**${inside}**`,
  em: (inside) => `_${inside}_`,
  code: (text) => escape(text),
  link: (text, url) => `[${escape(text)}](${url})`,
  item: (inside, indent) => `${" ".repeat(indent)}- ${inside}`,
};

/** 28 KB with all there is around the text; some room is left for how a workflow writes it anew. Source: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook */
const MOST_BYTES = 24_000;

const TEAMS: ChatForm = {
  kind: "teams",
  repeat: "visible",
  write: ({ message, lines, mentions }) => {
    const called = mentions.map(({ name, id }) => ({
      type: "mention",
      text: `<at>${escape(name)}</at>`,
      mentioned: { id, name },
    }));
    const around = bytesInJson([...called.map(({ text }) => text), escape(message.subject)].join("\n"));
    const most = MOST_BYTES - around - Buffer.byteLength(JSON.stringify(called));
    const { text, isCut } = fitText(lines, message.links, MARKDOWN, { measure: bytesInJson, most, between: "\n\n" });
    const names = called.map((one) => one.text).join(" ");
    return {
      isCut,
      body: {
        type: "message",
        attachments: [
          {
            contentType: "application/vnd.microsoft.card.adaptive",
            contentUrl: null,
            content: {
              $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
              type: "AdaptiveCard",
              version: "1.4",
              body: [
                { type: "TextBlock", text: escape(message.subject), weight: "bolder", size: "medium", wrap: true },
                ...(names === "" ? [] : [{ type: "TextBlock", text: names, wrap: true }]),
                { type: "TextBlock", text, wrap: true },
              ],
              msteams: { width: "Full", entities: called },
            },
          },
        ],
      },
    };
  },
  judge: ({ status, text }) => judgeTeams(status, text.trim()),
};

/**
 * A workflow answers 202 and nothing. An Office connector answers 200 with `1`, and 200 also when Teams took nothing:
 * then the body says so, with the status in words. Source: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using#rate-limiting-for-connectors
 */
function judgeTeams(status: number, text: string): Meaning {
  if (status === 202 || text === "" || text === "1") return { is: "sent", id: null };
  const reason = `it answered ${status}: ${text.replace(/\s+/g, " ").slice(0, 200)}`;
  const inWords = Number(/HTTP error (\d{3})/i.exec(text)?.[1] ?? 0);
  if (inWords === 429 || inWords === 503) return { is: "busy", reason, retryAfterMs: 60_000 };
  if (inWords >= 500) return { is: "unknown", reason };
  const hint =
    inWords === 413
      ? "The message is too large for Teams: shorten it."
      : "Look at the webhook in Teams: it does not take the message.";
  return { is: "refused", reason, hint };
}

/**
 * Microsoft Teams, by the webhook of a workflow (or an Office connector, as long as there are some). A message that was
 * sent is sent: neither knows a key. Four requests a second are taken. Mentions: the user principal name or Entra id.
 */
export const teamsChannel = (options: ChatOptions): Channel => chatChannel(TEAMS, options);
