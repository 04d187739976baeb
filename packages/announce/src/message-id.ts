import { digestOf, type Json } from "@signalbox/release-core";

/**
 * A Message-ID that is the same whenever the same is sent: whoever gets it twice may see that, and it can be looked for.
 * Source: RFC 5322, section 3.6.4.
 */
export const messageIdOf = (what: Json, domain: string): string => `<${digestOf(what).slice(0, 40)}@${domain}>`;

/** The one that a previewed mail would have; null for chats. */
export function messageIdIn(payload: Json): string | null {
  const found = (payload as { readonly messageId?: unknown } | null)?.messageId;
  return typeof found === "string" ? found : null;
}
