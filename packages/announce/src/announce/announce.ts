import { defineOperation, type Operation } from "@signalbox/release-core";
import type { z } from "zod";
import type { Announced, SendMessage } from "./action.js";
import { announceInput } from "./input.js";
import { type AnnouncePorts, inspectChannels } from "./inspect.js";
import { performSend } from "./perform.js";
import { planAnnounce } from "./plan.js";

/**
 * Tells everybody once. The plan is the preview: what each channel would send, and to whom. The log is asked and written
 * before and after each message, so a repetition sends nothing, and a crash in between stops and asks a person (except
 * where the other side knows repeated messages).
 *
 * Problems: `ERR_CHANNEL_UNKNOWN`, `ERR_CHANNEL_INVALID`, `ERR_KEY_USED`, `ERR_SENT_UNKNOWN`, `ERR_SENT_ELSEWHERE`.
 * @throws ReleaseError `ERR_NOT_SENT`, `ERR_PARTLY_SENT`, `ERR_SENT_UNKNOWN`, `ERR_SENT_ELSEWHERE`, `ERR_PLAN_STALE`;
 * `ERR_SOME_FAILED` for several channels. One that fails keeps no other from being told.
 */
export const announce: (ports: AnnouncePorts) => Operation<z.input<typeof announceInput>, SendMessage, Announced> =
  defineOperation({
    kind: "announce",
    input: announceInput,
    inspect: inspectChannels,
    plan: planAnnounce,
    perform: performSend,
    waves: { of: () => 0, maxFailures: (_, { actions }) => actions.length },
  });
