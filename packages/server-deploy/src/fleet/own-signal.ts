/** The same abort, for one of many hosts at once: a signal that all of them listen to is taken for a leak by Node. */
export const ownSignal = (signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any(signal === undefined ? [] : [signal]);
