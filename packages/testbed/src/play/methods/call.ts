import type { AccountRecord } from "../state/records.js";
import type { PlayState } from "../state/play-state.js";

/** One request that Google's description allows, of a known account. */
export interface PlayCall<Body = unknown> {
  readonly state: PlayState;
  readonly account: AccountRecord;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
}

/** The body of the answer; undefined for none. @throws Refusal */
export type PlayHandler<Body = never> = (call: PlayCall<Body>) => unknown;

/** Part of a path that the route has. */
export function param({ params }: PlayCall, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the path has no ${name}`);
  return value;
}
