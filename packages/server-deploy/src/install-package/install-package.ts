import type { z } from "zod";
import { defineOperation } from "@signalbox/release-core";
import { failuresAllowed } from "../fleet/budget.js";
import type { InstallPorts } from "../fleet/ports.js";
import type { InstalledOnHost, InstallOnHost } from "./action.js";
import type { InstallFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/** See `installPackage`. */
export type InstallPackageInput = z.input<typeof input>;

export const installPackage = defineOperation<InstallPorts, typeof input, InstallFacts, InstallOnHost, InstalledOnHost>(
  {
    kind: "install-package",
    input,
    inspect,
    plan,
    perform,
    waves: {
      of: ({ wave }) => wave,
      maxFailures: ({ rollout, groups }, { facts }) => {
        const left = (facts as { readonly failuresAllowed?: unknown }).failuresAllowed;
        const hosts = groups.flatMap((group) => group.hosts).length;
        return typeof left === "number" ? left : failuresAllowed(rollout.maxFailures, hosts);
      },
    },
  },
);
