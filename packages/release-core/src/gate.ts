import type { z } from "zod";
import { type CallOptions, type Context, contextOf } from "./call-options.js";
import { wrapUnknown } from "./errors.js";
import { deepFreeze } from "./freeze.js";
import { parseJsonInput } from "./input.js";
import { toJson } from "./json.js";
import { refusePromise } from "./pure.js";

/** The answer of a gate, always with what it was judged by. */
export type Verdict<E = unknown> =
  | { readonly status: "pass"; readonly reason: string; readonly evidence: E }
  | { readonly status: "wait"; readonly reason: string; readonly retryAfterMs: number; readonly evidence: E }
  | { readonly status: "block"; readonly reason: string; readonly hint: string; readonly evidence: E };

/** A condition. `check` reads only. `previous` is the verdict before, for gates that want a condition to hold a while. */
export interface Gate<Input = unknown, E = unknown> {
  readonly kind: string;
  check(input: Input, options?: CallOptions & { readonly previous?: Verdict<E> | undefined }): Promise<Verdict<E>>;
}

/** What the author of a gate writes. `judge` is pure and synchronous. */
export interface GateSpec<Ports, Schema extends z.ZodType, Facts, E> {
  readonly kind: string;
  /** Must take its input in JSON form, as a train gives it. */
  readonly input: Schema;
  readonly inspect: (input: z.output<Schema>, ports: Ports, context: Context) => Promise<Facts>;
  readonly judge: (input: z.output<Schema>, facts: Facts, now: Date, previous?: Verdict<E>) => Verdict<E>;
}

/** Builds a gate; parsing, events, abort and wrapping of foreign errors live here, once. */
export function defineGate<Ports, Schema extends z.ZodType, Facts, E>(
  spec: GateSpec<Ports, Schema, Facts, E>,
): (ports: Ports) => Gate<z.input<Schema>, E> {
  return (ports) => ({
    kind: spec.kind,
    check: async (rawInput, options) => {
      const context = contextOf(options);
      context.signal.throwIfAborted();
      const { input } = parseJsonInput(spec.kind, spec.input, rawInput);
      try {
        const facts = await spec.inspect(input, ports, context);
        const verdict = spec.judge(deepFreeze(input), deepFreeze(facts), context.now(), options?.previous);
        refusePromise(spec.kind, verdict);
        context.emit({ type: "gate-checked", kind: spec.kind, status: verdict.status, reason: verdict.reason });
        return toJson(verdict) as unknown as Verdict<E>;
      } catch (error) {
        throw wrapUnknown(error, `checking ${spec.kind}`, context.signal);
      }
    },
  });
}
