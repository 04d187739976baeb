import type { Draft, Problem } from "@signalbox/release-core";
import { keyUsed, sentElsewhere, sentUnknown, unknownSince } from "../errors.js";
import { messageIdIn } from "../message-id.js";
import type { Recipient } from "../ports.js";
import type { SendMessage } from "./action.js";
import type { AnnounceInput } from "./input.js";
import type { Look } from "./inspect.js";
import { standingOf } from "./standing.js";

/** One action a channel that lacks the message; what cannot be told from here is a problem with the next step. Pure. */
export function planAnnounce(input: AnnounceInput, looks: readonly Look[]): Draft<SendMessage> {
  const lines = looks.map((look) => ({ look, ...lineOf(input, look) }));
  return {
    target: input.key,
    actions: lines.flatMap(({ action }) => action ?? []),
    problems: lines.flatMap(({ problem }) => problem ?? []),
    warnings: lines.flatMap(({ look }) => look.seen?.preview.warnings ?? []),
    facts: {
      channels: lines.map(({ look, standing }) => ({
        channel: look.name,
        standing,
        accepted: look.record?.accepted ?? [],
        refused: look.record?.refused ?? [],
        at: look.record?.at ?? null,
      })),
    },
  };
}

function lineOf(
  input: AnnounceInput,
  { name, dedupeKey, seen, payloadDigest, record, isUnderWay, problem }: Look,
): { readonly standing: string; readonly action?: SendMessage; readonly problem?: Problem } {
  if (seen === null) return { standing: "unusable", ...(problem === null ? {} : { problem }) };
  const { channel, preview } = seen;
  const { recipients, payload } = preview;
  const standing = standingOf(record, { payloadDigest, recipients });
  const told = ({ code, message, hint }: Problem): { standing: string; problem: Problem } => ({
    standing: standing.is,
    problem: { code, message, hint },
  });
  if (standing.is === "sent") return { standing: standing.is };
  if (standing.is === "other-text") return told(keyUsed(name, dedupeKey, record?.at ?? ""));
  if (standing.is === "unknown" && isUnderWay) return told(sentElsewhere(dedupeKey, record?.at));
  if (standing.is === "unknown" && channel.repeat !== "none" && input.unknown === "stop")
    return told(sentUnknown(name, dedupeKey, unknownSince(record), messageIdIn(payload)));
  const action: SendMessage = {
    type: "send-message",
    summary: `Tell ${name} (${channel.kind}${audience(recipients)}): ${input.message.subject}`,
    channel: name,
    channelKind: channel.kind,
    dedupeKey,
    recipients,
    payload,
    payloadDigest,
  };
  return { standing: standing.is, action };
}

/** `to a@x, bcc b@x`; a room needs no more than its name. */
function audience(recipients: readonly Recipient[]): string {
  const people = recipients.filter(({ as }) => as !== "room");
  return people.map(({ as, address }) => `, ${as} ${address}`).join("");
}
