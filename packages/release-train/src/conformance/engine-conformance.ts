import type { Engine } from "../engine-port.js";
import { drivingCases } from "./driving-cases.js";
import { signalCases } from "./signal-cases.js";
import { stepCases } from "./step-cases.js";
import { timeCases } from "./time-cases.js";

/** An engine with storage of its own. */
export interface EngineUnderTest {
  readonly engine: Engine;
  /** A new engine on the same storage, as after the death of the process: whoever drove a run before is dead. */
  readonly restart: () => Promise<Engine>;
  readonly dispose: () => Promise<void> | void;
}

export interface ConformanceCase {
  readonly name: string;
  /** Rejects with an AssertionError when the engine does not conform. */
  readonly run: () => Promise<void>;
}

/** What the cases are written as. */
export type CaseBody = (under: EngineUnderTest) => Promise<void>;
export type CaseTable = { readonly [name: string]: CaseBody };

/**
 * What every engine must do, as cases for any test runner:
 * `for (const { name, run } of engineConformance(make)) it(name, run)`. The engine must not wait in the process for
 * longer than a second. Every case gets an engine of its own.
 */
export function engineConformance(makeEngine: () => Promise<EngineUnderTest>): readonly ConformanceCase[] {
  const table: CaseTable = { ...stepCases, ...signalCases, ...timeCases, ...drivingCases };
  return Object.entries(table).map(([name, body]) => ({
    name,
    run: async () => {
      const under = await makeEngine();
      try {
        await body(under);
      } finally {
        await under.dispose();
      }
    },
  }));
}
