import { callOptionsOf, type Context, digestOf, isReleaseError, type Problem, toJson } from "@signalbox/release-core";
import { channelUnknown } from "../errors.js";
import type { Channel, ChannelPreview, SentLog, SentRecord } from "../ports.js";
import { isUnderWay } from "../under-way.js";
import type { AnnounceInput } from "./input.js";

export interface AnnouncePorts {
  readonly channels: readonly Channel[];
  readonly sent: SentLog;
}

export interface Look {
  readonly name: string;
  readonly dedupeKey: string;
  /** Null: there is no such channel, or it cannot take the message; `problem` says why. */
  readonly seen: { readonly channel: Pick<Channel, "kind" | "repeat">; readonly preview: ChannelPreview } | null;
  readonly payloadDigest: string;
  readonly record: SentRecord | null;
  /** Another run is sending it now. */
  readonly isUnderWay: boolean;
  readonly problem: Problem | null;
}

/** A correction has a key of its own, made of its text: so it is sent once, too. */
function dedupeKeyOf({ key, correct, message }: AnnounceInput, channel: string): string {
  const mark = correct ? `~${digestOf(toJson(message)).slice(0, 12)}` : "";
  return `${key}${mark}#${channel}`;
}

export const payloadDigestOf = ({ payload, recipients }: ChannelPreview): string =>
  digestOf(toJson({ payload, recipients }));

/** What each channel would send, and what the log knows of it. Nothing leaves. */
export function inspectChannels(
  input: AnnounceInput,
  { channels, sent }: AnnouncePorts,
  context: Context,
): Promise<readonly Look[]> {
  const known = channels.map(({ name }) => name);
  return Promise.all(
    input.to.map(async (name): Promise<Look> => {
      const dedupeKey = dedupeKeyOf(input, name);
      const none = { name, dedupeKey, seen: null, payloadDigest: "", record: null, isUnderWay: false };
      try {
        const channel = channels.find((one) => one.name === name);
        if (channel === undefined) throw channelUnknown(name, known);
        const preview = channel.preview(input.message, dedupeKey);
        const record = await sent.find(dedupeKey, callOptionsOf(context));
        const { kind, repeat } = channel;
        const payloadDigest = payloadDigestOf(preview);
        return {
          ...{ name, dedupeKey, payloadDigest, record, problem: null },
          seen: { channel: { kind, repeat }, preview },
          isUnderWay: await isUnderWay(sent, record, callOptionsOf(context)),
        };
      } catch (error) {
        if (!isReleaseError(error) || !/^ERR_CHANNEL_/.test(error.code)) throw error;
        return { ...none, problem: { code: error.code, message: error.message, hint: error.hint } };
      }
    }),
  );
}
