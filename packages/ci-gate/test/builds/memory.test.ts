import { ciRefused } from "../../src/errors.js";
import type { CiSystem } from "../../src/builds/ports.js";
import { clockAt } from "../support/clock.js";
import { memoryCi } from "../support/memory-ci.js";
import { buildsContract } from "./contract.js";

const all = { approve: true, artifacts: true, rerunFailed: true, workflows: true, needs: true };

for (const rerun of ["build", "attempt"] as const)
  buildsContract(`memory, a rerun is a further ${rerun}`, all, () => {
    const clock = clockAt("2026-03-02T09:00:00Z");
    const ci = memoryCi({ rerun, clock, declares: { flavor: "generic" } });
    const refuse = (): Promise<never> =>
      Promise.reject(
        ciRefused({ system: "Memory", what: "builds" }, { status: 401, reason: "no", hint: "Give a token." }),
      );
    return Promise.resolve({
      ci: ci.system,
      stranger: { ...ci.system, listBuilds: refuse } satisfies CiSystem,
      secrets: [],
      repository: "acme/api",
      push: (made) => void ci.push(made),
      faults: ci.faults,
      writes: ci.writes,
      unknownId: "build-0",
      request: { branch: "main", parameters: {} },
      wrongRequest: { branch: "main", parameters: { flavour: "lfe" } },
      violations: () => [],
      close: () => Promise.resolve(),
    });
  });
