import { describe, it } from "vitest";
import { journalEngine } from "../src/index.js";
import { engineConformance } from "../src/conformance/index.js";
import { machines, tempFolder } from "./fixture/clock.js";

describe.each([
  { patienceMs: 0, name: "that never waits in the process" },
  { patienceMs: 500, name: "that waits half a second in the process" },
])("the journal engine $name", ({ patienceMs }) => {
  const cases = engineConformance(async () => {
    const dir = tempFolder();
    const hosts = machines();
    let machine = hosts.next();
    const make = () => journalEngine({ dir, patienceMs, machine });
    return {
      engine: make(),
      restart: async () => {
        hosts.kill(machine);
        machine = hosts.next();
        return make();
      },
      dispose: () => undefined,
    };
  });
  it.each(cases)("$name", ({ run }) => run());
});
