import type { Channel } from "../ports.js";
import { breakAngles } from "../text/break-pings.js";
import { characters, fitText } from "../text/fit-text.js";
import type { Style } from "../text/style.js";
import { chatChannel, type ChatOptions } from "./chat-channel.js";
import type { ChatForm } from "./form.js";

/** Three signs are escaped, and then nothing reads as a mention or a link. Source: https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Source: https://docs.slack.dev/messaging/formatting-message-text */
const MRKDWN: Style = {
  escape,
  strong: (inside) => `*${inside.replaceAll("*", "")}*`,
  em: (inside) => `_${inside}_`,
  code: (text) => `\`${escape(text)}\``,
  link: (text, url) => `<${escape(url)}|${escape(text).replaceAll("|", "¦")}>`,
  item: (inside, indent) => `${" ".repeat(indent)}• ${inside}`,
};

/**
 * Of all blocks: Slack promises 40,000 characters, and refuses a little more than 13,000 (`msg_blocks_too_long`,
 * https://github.com/slackapi/bolt-js/issues/2509). Of a header and a section: https://docs.slack.dev/reference/block-kit/blocks
 */
const MOST = 12_000;
const MOST_IN_HEADER = 150;
const MOST_IN_SECTION = 3_000;

/** What a refusal says. Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
const SAYINGS: Readonly<Record<string, string>> = {
  invalid_payload: "Slack does not understand the message: look at the plan for what would be sent.",
  invalid_blocks: "Slack does not take a part of the message: look at the plan for what would be sent.",
  no_service: "The webhook was removed or its app disabled: make a new one.",
  no_team: "The workspace of the webhook is gone.",
  channel_not_found: "The channel of the webhook was deleted: make a webhook for another one.",
  channel_is_archived: "The channel of the webhook is archived: make a webhook for another one.",
  action_prohibited: "An administrator does not let this webhook write.",
  posting_to_general_channel_denied: "An administrator does not let webhooks write to #general.",
  user_not_found: "The webhook writes to a person who is gone.",
};

const mention = (id: string): string =>
  /^(?:here|channel|everyone)$/.test(id) ? `<!${id}>` : id.startsWith("S") ? `<!subteam^${id}>` : `<@${id}>`;

const SLACK: ChatForm = {
  kind: "slack",
  repeat: "visible",
  write: ({ message, lines, mentions }) => {
    const called = mentions.map(({ id }) => mention(id)).join(" ");
    const most = MOST - characters([called, message.subject, ""].join("\n"));
    const { text: body, isCut } = fitText(lines, message.links, MRKDWN, { measure: characters, most });
    const whole = [...(called === "" ? [] : [called]), ...body.split("\n")];
    return {
      isCut,
      body: {
        // Shown in notifications; where blocks are shown, it is not.
        text: escape(message.subject),
        blocks: [
          { type: "header", text: { type: "plain_text", text: headerOf(breakAngles(message.subject)), emoji: false } },
          // Else Slack looks for names in plain text, too. Source: https://docs.slack.dev/reference/block-kit/composition-objects/text-object
          ...sectionsOf(whole).map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } })),
        ],
        unfurl_links: false,
      },
    };
  },
  judge: ({ text }) =>
    text.trim() === "ok"
      ? { is: "sent", id: null }
      : {
          is: "refused",
          reason: `it answered 200, and not "ok" but: ${text.trim().slice(0, 200)}`,
          hint: SAYINGS[text.trim()] ?? "Is this the address of a Slack webhook?",
        },
  explain: ({ text }) => SAYINGS[text.trim()] ?? null,
};

const headerOf = (subject: string): string =>
  subject.length <= MOST_IN_HEADER
    ? subject
    : `${Array.from(subject)
        .slice(0, MOST_IN_HEADER / 2)
        .join("")}…`;

/** Lines in as few sections as they fit in; a single line that is too long goes on in the next one. */
function sectionsOf(lines: readonly string[]): readonly string[] {
  const sections: string[] = [];
  for (const line of lines.flatMap(pieces)) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= MOST_IN_SECTION)
      sections[sections.length - 1] = `${last}\n${line}`;
    else if (line.trim() !== "") sections.push(line);
  }
  return sections;
}

/** At blanks where there are some, never inside of `<…>` or `&…;`. */
function pieces(line: string): readonly string[] {
  if (line.length <= MOST_IN_SECTION) return [line];
  const words = line.match(/<[^>]*>|&\w+;|[^\s<&]{1,1000}|\s+/g) ?? [];
  const found = [""];
  for (const word of words) {
    const last = found.at(-1) ?? "";
    if (last.length + word.length <= MOST_IN_SECTION) found[found.length - 1] = last + word;
    else found.push(word);
  }
  return found;
}

/**
 * Slack, by an incoming webhook. A message that was sent is sent: Slack's webhooks know no key. One message a second is
 * taken, more are answered with 429 (https://docs.slack.dev/apis/web-api/rate-limits).
 * Mentions: `U…` or `W…` a member, `S…` a user group, `here`, `channel`, `everyone`.
 */
export const slackChannel = (options: ChatOptions): Channel => chatChannel(SLACK, options);
