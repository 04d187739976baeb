import { createHmac } from "node:crypto";
import { digestOf } from "@signalbox/release-core";
import type { Channel } from "../ports.js";
import { chatChannel, type ChatOptions } from "./chat-channel.js";
import type { ChatForm } from "./form.js";

export interface WebhookOptions extends ChatOptions {
  /** Secret: `whsec_` and base64, or any text. Without it nothing is signed. */
  readonly secret?: string | undefined;
  /** The other side keeps the ids that it has seen, and takes each once. Default: false. */
  readonly knowsRepeats?: boolean | undefined;
}

/**
 * Any program that takes JSON. Signed as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md); the id is the same at
 * every repetition, and is in `idempotency-key` too (draft-ietf-httpapi-idempotency-key-header).
 */
export function webhookChannel({ secret, knowsRepeats = false, ...options }: WebhookOptions): Channel {
  const form: ChatForm = {
    kind: "webhook",
    repeat: knowsRepeats ? "none" : "recognisable",
    write: ({ message, mentions, dedupeKey }) => ({
      isCut: false,
      body: {
        format: 1,
        key: dedupeKey,
        subject: message.subject,
        text: message.text,
        textFormat: message.format,
        links: (message.links ?? []).map(({ title, url }) => ({ title, url })),
        mentions: mentions.map(({ name, id }) => ({ name, id })),
      },
    }),
    headers: (body, dedupeKey, now) => {
      const id = `msg_${digestOf(dedupeKey).slice(0, 40)}`;
      const timestamp = String(Math.floor(now.getTime() / 1000));
      const signature =
        secret === undefined
          ? {}
          : {
              "webhook-signature": `v1,${createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64")}`,
            };
      return { "webhook-id": id, "webhook-timestamp": timestamp, "idempotency-key": `"${id}"`, ...signature };
    },
    judge: ({ status, json, text }) => {
      const { id, error, ok, success } = (json ?? {}) as Readonly<Record<string, unknown>>;
      const isError = (error !== undefined && error !== null && error !== false) || ok === false || success === false;
      if (!isError) return { is: "sent", id: typeof id === "string" ? id : null };
      const reason = `it answered ${status}, and in the body: ${text.replace(/\s+/g, " ").slice(0, 200)}`;
      return { is: "refused", reason, hint: "Look at the program behind the webhook: it does not take the message." };
    },
  };
  return chatChannel(form, options);
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
