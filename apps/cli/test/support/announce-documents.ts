import { z } from "zod";
import { note } from "./documents.js";

// The shapes that docs/reference/json.md promises for announcements.

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const recipient = z.strictObject({ address: z.string(), as: z.enum(["to", "cc", "bcc", "room"]) });
const refused = z.strictObject({ address: z.string(), reason: z.string(), permanent: z.boolean() });
const time = z.iso.datetime();
const kind = z.enum(["mail", "slack", "discord", "teams", "google-chat", "mattermost", "webhook"]);

const action = z.strictObject({
  type: z.literal("send-message"),
  summary: z.string(),
  channel: z.string(),
  channelKind: kind,
  dedupeKey: z.string(),
  recipients: z.array(recipient),
  payload: z.record(z.string(), z.json()),
  payloadDigest: digest,
});

export const announcePlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("announce"),
  target: z.string(),
  input: z.json(),
  actions: z.array(action),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.strictObject({
    channels: z.array(
      z.strictObject({
        channel: z.string(),
        standing: z.enum(["unsent", "unknown", "sent", "partly", "other-text", "unusable"]),
        accepted: z.array(z.string()),
        refused: z.array(refused),
        at: time.nullable(),
      }),
    ),
  }),
  digest,
});

export const announceReceipt = z.strictObject({
  format: z.literal(1),
  kind: z.literal("announce"),
  target: z.string(),
  applied: z.array(
    z.strictObject({
      action,
      outcome: z.enum(["done", "already", "pending", "failed", "unknown", "skipped"]),
      result: z
        .strictObject({
          channel: z.string(),
          id: z.string().nullable(),
          accepted: z.array(z.string()),
          refused: z.array(refused),
          at: time,
        })
        .nullable(),
      handle: z.json().optional(),
      retryAfterMs: z.int().optional(),
    }),
  ),
});

export const settledDocument = z.strictObject({
  format: z.literal(1),
  dedupeKey: z.string(),
  channel: z.string(),
  revision: z.int(),
  state: z.enum(["sent", "partly", "refused"]),
  payloadDigest: digest,
  to: z.array(z.string()),
  accepted: z.array(z.string()),
  refused: z.array(refused),
  id: z.string().nullable(),
  at: time,
  firstAt: time,
  notBefore: time.nullable(),
  settledBy: z.string().nullable(),
});
