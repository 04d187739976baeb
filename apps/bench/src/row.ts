/** One measured figure beside what it is compared with. */
export interface Row {
  readonly topic: string;
  readonly case: string;
  /** What the figures are: unit, and how they were taken. */
  readonly metric: string;
  readonly value: number | null;
  /** The same metric of what is named in `against`; null where the goal is a plain limit or nothing was measured. */
  readonly reference: number | null;
  /** `value / reference`. */
  readonly ratio: number | null;
  /** What is wanted of `ratio`, or of `value` where there is no reference. */
  readonly goal: string;
  /** Null: not measured, and `against` says why. */
  readonly holds: boolean | null;
  /** What it was compared with, with its version. */
  readonly against: string;
}

/** `<= 1.7`: of the ratio, or of the value when nothing is compared. */
export interface Goal {
  readonly atMost: number;
}

export interface Measured {
  readonly topic: string;
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly reference?: number;
  readonly goal: Goal;
  readonly against: string;
}

/** A row of two figures; the verdict is made from the figures as they are printed. */
export function row(measured: Measured): Row {
  const { topic, case: name, metric, goal, against } = measured;
  const value = rounded(measured.value);
  const reference = measured.reference === undefined ? null : rounded(measured.reference);
  const ratio = reference === null ? null : rounded(measured.value / (measured.reference ?? 1));
  const holds = (ratio ?? value) <= goal.atMost;
  return { topic, case: name, metric, value, reference, ratio, goal: `<= ${goal.atMost}`, holds, against };
}

/** A figure that could not be taken here. */
export function notMeasured(topic: string, name: string, goal: Goal, why: string): Row {
  const nothing = { value: null, reference: null, ratio: null, holds: null };
  return { topic, case: name, metric: "not measured", ...nothing, goal: `<= ${goal.atMost}`, against: why };
}

const rounded = (figure: number): number => Number(figure.toPrecision(3));
