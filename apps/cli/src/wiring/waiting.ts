import { type Action, type Operation, planAndApply } from "@signalbox/release-core";

const DAY_MS = 86_400_000;

/** An operation that is applied to its end: what is under way is looked at again, instead of being told as pending. */
export const waiting = <Input, A extends Action, R>(
  operation: Operation<Input, A, R>,
  timeoutMs = DAY_MS,
): Operation<Input, A, R> => ({
  ...operation,
  apply: (plan, options = {}) => {
    const planned = { ...operation, plan: () => Promise.resolve(plan) };
    // How far it is says more than that it is waited for.
    const onEvent: typeof options.onEvent = (event) => {
      if (event.type !== "waiting") options.onEvent?.(event);
    };
    return planAndApply(planned, plan.input as Input, { ...options, onEvent, timeoutMs });
  },
});
