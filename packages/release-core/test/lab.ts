import { z } from "zod";
import {
  already,
  defineOperation,
  done,
  planStale,
  type Action,
  type Applied,
  type CallOptions,
  type Context,
  type Draft,
  type Outcome,
  type PerformContext,
  type Plan,
  type ReleaseEvent,
  type Waves,
} from "../src/index.js";

/** A small world: shelves with a label each, and everything that was done to them. */
export class Shelves {
  readonly labels = new Map<string, string>();
  readonly writes: string[] = [];
  readonly looks: string[] = [];

  look(name: string): string | null {
    this.looks.push(name);
    return this.labels.get(name) ?? null;
  }

  write(name: string, label: string): void {
    this.writes.push(`${name}=${label}`);
    this.labels.set(name, label);
  }
}

export interface LabelAction extends Action {
  readonly type: "label";
  readonly shelf: string;
  readonly label: string;
  readonly expected: string | null;
}

export const labelInput = z.strictObject({ label: z.string().min(1), shelves: z.array(z.string()) });
export type LabelInput = z.output<typeof labelInput>;
type Facts = { readonly shelf: string; readonly label: string | null }[];

/** What one test wants to be different. */
export interface Twist {
  readonly inspect?: (input: LabelInput, world: Shelves, context: Context) => Promise<Facts>;
  readonly plan?: (input: LabelInput, facts: Facts) => Draft<LabelAction>;
  readonly perform?: (
    action: LabelAction,
    world: Shelves,
    context: PerformContext<LabelInput>,
  ) => Promise<Outcome<string>>;
  readonly waves?: Waves<LabelInput, LabelAction>;
  readonly rescue?: (
    applied: readonly Applied<LabelAction, string>[],
  ) => Promise<readonly Applied<LabelAction, string>[]>;
}

const draft = (input: LabelInput, facts: Facts): Draft<LabelAction> => ({
  target: "shelves",
  actions: facts
    .filter((fact) => fact.label !== input.label)
    .map(({ shelf, label }) => ({
      type: "label",
      summary: `Label ${shelf} ${input.label}`,
      shelf,
      label: input.label,
      expected: label,
    })),
  facts,
});

const perform = async (action: LabelAction, world: Shelves): Promise<Outcome<string>> => {
  const found = world.look(action.shelf);
  if (found === action.label) return already(action.label);
  if (found !== action.expected) throw planStale(action.shelf, action.expected, found);
  world.write(action.shelf, action.label);
  return done(action.label);
};

/** The operation under test: look, write, look, with a twist where a test needs one. */
export const labelShelves = (world: Shelves, twist: Twist = {}) =>
  defineOperation({
    kind: "label-shelves",
    input: labelInput,
    inspect: twist.inspect ?? (async (input) => input.shelves.map((shelf) => ({ shelf, label: world.look(shelf) }))),
    plan: twist.plan ?? draft,
    perform: twist.perform ?? perform,
    ...(twist.waves === undefined ? {} : { waves: twist.waves }),
    ...(twist.rescue === undefined ? {} : { rescue: twist.rescue }),
  })(world);

export const draftOf = draft;
export const performLabel = perform;

/** Collects events; the clock stands still unless it is moved. */
export function recorder(): {
  options: CallOptions;
  events: ReleaseEvent[];
  types: () => string[];
  clock: { ms: number };
} {
  const events: ReleaseEvent[] = [];
  const clock = { ms: Date.UTC(2026, 2, 1) };
  return {
    events,
    clock,
    options: { onEvent: (event) => void events.push(event), now: () => new Date(clock.ms) },
    types: () => events.map((event) => event.type),
  };
}

/** The error of a call that must fail. */
export async function failure(promise: Promise<unknown>): Promise<any> {
  return promise.then(
    (value) => {
      throw new Error(`Expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}

/** A plan as another process reads it from a file. */
export const throughFile = <A extends Action>(plan: Plan<A>): Plan<A> => JSON.parse(JSON.stringify(plan)) as Plan<A>;
