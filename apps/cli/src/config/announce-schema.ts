import * as z from "zod";

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable");
const mailbox = z
  .string()
  .regex(/^[^\r\n]*[^\s<>@,]+@[^\s<>@,]+>?\s*$/, "somebody@example.org, or Some Body <somebody@example.org>");
const names = z.array(z.string().min(1));

const chat = {
  urlFrom: variable
    .optional()
    .describe("the variable with the webhook's address; default: SLACK_WEBHOOK_URL and so on"),
  mentions: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe("name: what the chat calls them, the id of a member or group; only these can be called"),
};

const CHATS = ["slack", "discord", "teams", "google-chat", "mattermost"] as const;

const channel = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("mail"),
      from: mailbox,
      to: z.array(mailbox),
      cc: z.array(mailbox).optional(),
      bcc: z.array(mailbox).optional().describe("in the envelope, and in nothing that anybody gets"),
      replyTo: mailbox.optional(),
      urlFrom: variable.optional().describe("the variable with smtp://user:password@host:587; default: SMTP_URL"),
      host: z.string().min(1).optional().describe("the server, where no URL says it"),
      port: z.int().min(1).max(65_535).optional(),
      security: z.enum(["starttls", "tls", "none"]).optional().describe("default: starttls, or nothing is sent"),
      user: z.string().min(1).optional(),
      passwordFrom: variable.optional().describe("the variable with the password; default: SMTP_PASSWORD"),
    }),
    z.strictObject({ kind: z.enum(CHATS), ...chat }),
    z.strictObject({
      kind: z.literal("webhook"),
      ...chat,
      secretFrom: variable.optional().describe("the variable with the secret that requests are signed with"),
      knowsRepeats: z.boolean().optional().describe("the other side takes a known webhook-id once"),
    }),
  ],
  { error: (issue) => (issue.code === "invalid_union" ? `one of mail, ${CHATS.join(", ")}, webhook` : undefined) },
);

/** Who is told, and by which way; see `AnnounceConfig`. */
export const announceSchema = z.strictObject({
  channels: z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "a name of letters, digits, . _ and -"), channel),
  team: names.optional().describe("channels that trains tell of their progress"),
  users: names.optional().describe("channels that trains tell of a release that is out"),
  testers: names.optional().describe("who is called when something can be tested: names of the channels' mentions"),
});
