import type { Action, Json } from "@signalbox/release-core";
import { plain, type Style } from "./style.js";

/** Whom a message goes to and how it reads, in a plan; nothing of other actions. */
export function messageLines(action: Action, style: Style): readonly string[] {
  if (action.type !== "send-message") return [];
  const { recipients, payload } = action as unknown as {
    readonly recipients: readonly { readonly address: string; readonly as: string }[];
    readonly payload: Json;
  };
  const people = recipients.filter(({ as }) => as !== "room");
  return [
    ...people.map(({ address, as }) => style.dim(`      ${as.padEnd(4)} ${plain(address)}`)),
    ...textsIn(payload)
      .flatMap((text) => text.split("\n"))
      .map((line) => style.dim(`      │ ${plain(line)}`)),
  ];
}

/** What people will read of it; a mail's HTML says the same as its text. */
function textsIn(payload: Json, name = ""): readonly string[] {
  if (typeof payload === "string") return ["text", "content", "subject"].includes(name) ? [payload] : [];
  if (payload === null || typeof payload !== "object") return [];
  const members = Object.entries(payload as { readonly [name: string]: Json });
  return members.flatMap(([inner, value]) => textsIn(value, inner));
}
