import {
  already,
  defineGate,
  defineOperation,
  done,
  planAndApply,
  planStale,
  waitForGate,
} from "@signalbox/release-core";
import { z } from "zod";

/** What the example needs from outside; the caller brings it. */
export interface Aliases {
  find(name: string): Promise<{ version: string; publishedAt: string } | null>;
  /** Moves the alias only while it still points at `expected`. */
  move(name: string, version: string, expected: string | null): Promise<boolean>;
}

export const moveAlias = defineOperation({
  kind: "move-alias",
  input: z.strictObject({ alias: z.string(), version: z.string() }),
  inspect: async ({ alias }, aliases: Aliases) => ({ found: (await aliases.find(alias))?.version ?? null }),
  plan: ({ alias, version }, { found }) => ({
    target: alias,
    actions: found === version ? [] : [{ type: "move", summary: `Move to ${version}`, version, expected: found }],
    facts: { found },
  }),
  perform: async (action, aliases, { input }) => {
    if (await aliases.move(input.alias, action.version, action.expected)) return done(null);
    const found = (await aliases.find(input.alias))?.version ?? null;
    if (found === action.version) return already(null);
    throw planStale(`Alias ${input.alias}`, action.expected, found);
  },
});

export const soaked = defineGate({
  kind: "soaked",
  input: z.strictObject({ alias: z.string(), hours: z.number().positive() }),
  inspect: async ({ alias }, aliases: Aliases) => (await aliases.find(alias))?.publishedAt ?? null,
  judge: ({ alias, hours }, publishedAt, now) => {
    const evidence = { publishedAt };
    if (publishedAt === null)
      return { status: "block", reason: `no ${alias} yet`, hint: "Publish it first.", evidence };
    const leftMs = Date.parse(publishedAt) + hours * 3_600_000 - now.getTime();
    if (leftMs <= 0) return { status: "pass", reason: `${alias} is ${hours} h old`, evidence };
    return { status: "wait", reason: `${alias} is younger than ${hours} h`, retryAfterMs: leftMs, evidence };
  },
});

/** A script without a train. */
export async function promote(aliases: Aliases, version: string, signal: AbortSignal): Promise<void> {
  await waitForGate(soaked(aliases), { alias: "next", hours: 72 }, { signal, timeoutMs: 4 * 86_400_000 });
  await planAndApply(moveAlias(aliases), { alias: "stable", version }, { signal });
}
