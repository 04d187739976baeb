import type { Gate } from "@signalbox/release-core";
import { checksPassing } from "./checks-passing/checks-passing.js";
import type { GatePorts } from "./ports.js";

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface CiGateKinds {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything of this package by its kind. The app merges it with other packages' kinds. */
export function ciGateKinds(ports: GatePorts): CiGateKinds {
  return { gates: { "checks-passing": checksPassing(ports) } };
}
