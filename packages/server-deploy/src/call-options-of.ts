import type { CallOptions, Context } from "@signalbox/release-core";

/** What the ports get from an operation's or gate's context. */
export const callOptionsOf = ({ signal, now, emit }: Context): CallOptions => ({ signal, now, onEvent: emit });
