import { createHmac } from "node:crypto";

export type RoomKind = "slack" | "discord" | "teams" | "google-chat" | "mattermost" | "webhook";

interface SlackBlock {
  readonly type: string;
  readonly text?: { readonly type: string; readonly text: string; readonly verbatim?: boolean };
}

interface TeamsCard {
  readonly contentType?: string;
  readonly content?: {
    readonly type?: string;
    readonly version?: string;
    readonly msteams?: { readonly entities?: readonly { readonly mentioned: { readonly id: string } }[] };
  };
}

/** All that one of the rooms knows; what is sent may be anything, and `check` tells. */
export interface Body {
  readonly text?: string;
  readonly blocks?: readonly SlackBlock[];
  readonly content?: string;
  readonly allowed_mentions?: { readonly [what: string]: readonly string[] };
  readonly type?: string;
  readonly attachments?: readonly TeamsCard[];
  readonly thread?: unknown;
}

/** A request as a room sees it. */
export interface Posted {
  readonly raw: string;
  readonly body: Body;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null;
}

export interface Room {
  /** As the vendor's webhooks look. */
  readonly path: string;
  /** What the vendor's documentation does not allow. */
  readonly check: (posted: Posted) => readonly string[];
  /** Whom the vendor would call. */
  readonly pings: (posted: Posted) => readonly string[];
  readonly accept: (posted: Posted, id: number) => Reply;
  /** An error with a status of success, where the vendor has such a thing. */
  readonly errorWith200: Reply;
  readonly tooMany: Reply;
  /** The id by which it knows a message that came before; null: it knows none. */
  readonly repeatId?: (posted: Posted) => string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The secret that the plain webhook checks signatures with. */
export const WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const found = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([whole]) => whole);
const wrong = (...lines: readonly (false | string)[]): readonly string[] =>
  lines.filter((line): line is string => line !== false);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const slackTexts = ({ body }: Posted, type?: string): readonly string[] =>
  (body.blocks ?? []).flatMap(({ text }) => (type === undefined || text?.type === type ? (text?.text ?? "") : []));

export const ROOMS: Readonly<Record<RoomKind, Room>> = {
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, …/reference/block-kit/blocks
  slack: {
    path: "/services/T0000CACO/B0000PHONY/slackSecretToken000000aa",
    check: (posted) => {
      const { blocks = [], text = "" } = posted.body;
      return wrong(
        !isText(text) && "no text",
        text.length > 40_000 && "text over 40,000",
        blocks.length > 50 && "more than 50 blocks",
        ...blocks.map((block) => {
          const most = block.type === "header" ? 150 : 3_000;
          if (!isText(block.text?.text)) return `a ${block.type} without text`;
          if (block.type === "header" && block.text?.type !== "plain_text") return "a header must be plain_text";
          return (block.text?.text.length ?? 0) > most && `a ${block.type} over ${most}`;
        }),
        // https://github.com/slackapi/bolt-js/issues/2509
        slackTexts(posted).join("").length > 13_000 && "msg_blocks_too_long",
      );
    },
    // https://docs.slack.dev/reference/block-kit/composition-objects/text-object: without `verbatim` names are looked for.
    pings: (posted) => [
      ...found(
        [posted.body.text, ...slackTexts(posted, "mrkdwn")].join("\n"),
        /<(?:!(?:here|channel|everyone|subteam\^\w+)|@\w+)>/g,
      ),
      ...(posted.body.blocks ?? []).flatMap(({ text }) =>
        text?.type === "mrkdwn" && text.verbatim !== true ? found(text.text, /@(?:here|channel|everyone)/g) : [],
      ),
    ],
    accept: () => ({ status: 200, text: "ok" }),
    errorWith200: { status: 200, text: "invalid_token" },
    tooMany: { status: 429, headers: { "retry-after": "30" }, text: "rate_limited" },
  },
  // https://docs.discord.com/developers/resources/webhook#execute-webhook
  discord: {
    path: "/api/webhooks/223704706495545344/discordSecretToken0000bb",
    check: ({ body, query }) =>
      wrong(
        !isText(body.content) && "no content",
        Array.from(body.content ?? "").length > 2_000 && "content over 2,000",
        !Array.isArray(body.allowed_mentions?.["parse"]) && "no allowed_mentions.parse: text could call people",
        query.get("wait") !== "true" && "without wait nobody learns what became of it",
      ),
    pings: ({ body: { content = "", allowed_mentions: allowed = {} } }) => {
      const { parse = [], users = [], roles = [] } = allowed;
      return [
        // Also behind letters, and in addresses.
        ...(parse.includes("everyone") ? found(content, /@(?:everyone|here)/g) : []),
        ...found(content, /<@!?\d+>/g).filter((one) => parse.includes("users") || users.some((id) => one.includes(id))),
        ...found(content, /<@&\d+>/g).filter((one) => parse.includes("roles") || roles.some((id) => one.includes(id))),
      ];
    },
    accept: ({ body }, id) => ({ status: 200, text: JSON.stringify({ id: String(id), content: body.content }) }),
    errorWith200: { status: 200, text: "<html>Just a moment…</html>" },
    tooMany: {
      status: 429,
      headers: { "retry-after": "65" },
      text: JSON.stringify({ message: "You are being rate limited.", retry_after: 64.57, global: false }),
    },
  },
  // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
  teams: {
    path: "/workflows/0123456789abcdef/triggers/manual/paths/invoke/teamsSecretToken000000cc",
    check: ({ body, raw }) => {
      const [card] = body.attachments ?? [];
      return wrong(
        Buffer.byteLength(raw) > 28 * 1024 && "over 28 KB",
        body.type !== "message" && "type must be message",
        card?.contentType !== "application/vnd.microsoft.card.adaptive" && "no Adaptive Card",
        card?.content?.type !== "AdaptiveCard" && "the content is no AdaptiveCard",
        !/^1\.[0-5]$/.test(card?.content?.version ?? "") && "no version that Teams shows",
      );
    },
    pings: ({ body }) => (body.attachments?.[0]?.content?.msteams?.entities ?? []).map(({ mentioned }) => mentioned.id),
    accept: () => ({ status: 202, text: "" }),
    errorWith200: {
      status: 200,
      text: "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=0,server=x.",
    },
    tooMany: {
      status: 200,
      text: "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0,server=x.",
    },
  },
  // https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create
  "google-chat": {
    path: "/v1/spaces/AAAAspace/messages",
    check: ({ body, raw, query }) =>
      wrong(
        !isText(body.text) && "no text",
        Buffer.byteLength(raw) > 32_000 && "over 32,000 bytes",
        query.get("token") !== "googleSecretToken00000dd" && "no token",
        body.thread !== undefined && query.get("messageReplyOption") === null && "a thread needs messageReplyOption",
      ),
    pings: ({ body }) => found(body.text ?? "", /<users\/[^>]+>/g),
    accept: ({ body }, id) => ({
      status: 200,
      text: JSON.stringify({ name: `spaces/AAAAspace/messages/${id}`, thread: body.thread }),
    }),
    errorWith200: { status: 200, text: JSON.stringify({ error: { code: 400, status: "INVALID_ARGUMENT" } }) },
    tooMany: { status: 429, text: JSON.stringify({ error: { code: 429, status: "RESOURCE_EXHAUSTED" } }) },
    repeatId: ({ query }) => query.get("requestId"),
  },
  // https://developers.mattermost.com/integrate/webhooks/incoming/
  mattermost: {
    path: "/hooks/mattermostSecretToken0ee",
    check: ({ body }) =>
      wrong(!isText(body.text) && "no text", (body.text?.length ?? 0) > 16_383 && "text over 16,383"),
    // Words are taken apart at anything but these, then at dots, dashes and colons: `.@here` calls.
    // https://github.com/mattermost/mattermost/blob/master/server/channels/app/mention_parser_standard.go
    pings: ({ body }) => found(body.text ?? "", /(?<![\p{L}\p{N}_])@[a-z][\w.-]*|<[!@][\w^]+>/giu),
    accept: () => ({ status: 200, text: "ok" }),
    errorWith200: { status: 200, text: JSON.stringify({ id: "web.incoming_webhook.text.app_error" }) },
    tooMany: { status: 429, headers: { "retry-after": "1" }, text: "limit exceeded" },
  },
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  webhook: {
    path: "/deploys/webhookSecretPath00000ff",
    check: ({ raw, header }) => {
      const signed = `${header("webhook-id")}.${header("webhook-timestamp")}.${raw}`;
      const key = Buffer.from(WEBHOOK_SECRET.slice(6), "base64");
      const signature = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
      return wrong(
        header("webhook-id") === null && "no webhook-id",
        header("webhook-signature") !== signature && "a wrong signature",
        header("idempotency-key") === null && "no idempotency-key",
      );
    },
    pings: () => [],
    accept: (_, id) => ({ status: 200, text: JSON.stringify({ ok: true, id: `n${id}` }) }),
    errorWith200: { status: 200, text: JSON.stringify({ ok: false, error: "no such room" }) },
    tooMany: { status: 429, headers: { "retry-after": "2" }, text: "" },
    repeatId: ({ header }) => header("webhook-id"),
  },
};
