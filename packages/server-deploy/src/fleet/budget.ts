/** How many hosts of a fleet may fail; where both are given, the smaller one counts. */
export interface FailureBudget {
  readonly count?: number | undefined;
  readonly percent?: number | undefined;
}

/** As a number of hosts, over the whole fleet and not of a wave; rounded down, so that a tenth of five is none. Pure. */
export function failuresAllowed({ count, percent }: FailureBudget, hosts: number): number {
  const limits = [count, percent === undefined ? undefined : Math.floor((hosts * percent) / 100)];
  const given = limits.filter((limit) => limit !== undefined);
  return given.length === 0 ? 0 : Math.min(...given);
}
