import { type Action, type Context, digestOf, type Json, toJson } from "@signalbox/release-core";
import * as z from "zod";

/** What is written down before CI is asked for something, so that it is not asked twice. */
export interface Intent {
  /** The digest of the action that it belongs to. */
  readonly action: string;
  /** ISO time. */
  readonly at: string;
  /** Ids of the builds that were there before. */
  readonly known: readonly string[];
  /** What CI answered, by which its builds tell that they are ours; null while nothing, or where it does not say. */
  readonly request: string | null;
  /** How often it was looked for since. */
  readonly looks: number;
}

const saved = z.object({
  intent: z.object({
    action: z.string(),
    at: z.string(),
    known: z.array(z.string()),
    request: z.string().nullable().default(null),
    looks: z.number(),
  }),
});

/** Found again between the looks of one apply by the handle, between the processes of one step by its checkpoint. */
export async function intentOf(action: Action, { handle, checkpoint }: Context): Promise<Intent | null> {
  const own = digestOf(toJson(action));
  for (const found of [saved.safeParse(handle), saved.safeParse(await checkpoint.load())])
    if (found.success && found.data.intent.action === own) return found.data.intent;
  return null;
}

/** Written down before anything is sent. */
export async function intend(action: Action, known: readonly string[], { now, checkpoint }: Context): Promise<Intent> {
  const intent: Intent = { action: digestOf(toJson(action)), at: now().toISOString(), known, request: null, looks: 0 };
  await checkpoint.save(handleOf(intent));
  return intent;
}

/** What CI said to it, for whoever goes on after a death. */
export async function heard(intent: Intent, request: string, { checkpoint }: Context): Promise<Intent> {
  const answered = { ...intent, request };
  await checkpoint.save(handleOf(answered));
  return answered;
}

export const forget = ({ checkpoint }: Context): Promise<void> => checkpoint.save(null);

export const handleOf = (intent: Intent): Json => toJson({ intent });
