import { converges } from "@signalbox/testbed";
import { buildDeb } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSuite, HOST_NEEDS } from "../../../../tools/require-system.js";
import { installPackage } from "../../src/install-package/install-package.js";
import { type Bed, openBed, wish } from "./bed.js";

systemSuite("installPackage, .deb", HOST_NEEDS, () => {
  let bed: Bed;
  beforeAll(async () => {
    bed = await openBed([{ name: "api" }, { name: "processing", init: "systemd" }]);
  }, 180_000);
  afterAll(() => bed?.close());

  test.each(["api", "processing"])("installs and upgrades on %s, and finds nothing to do then", async (name) => {
    const operation = installPackage(bed.ports);
    const kind = name === "api" ? ("sysv" as const) : ("systemd" as const);
    for (const version of ["1.0.0", "1.1.0"]) {
      const built = await buildDeb(bed.folder, { name: "camera", version, service: { kind, port: 8080 } });
      const { receipt, plan } = await converges(operation, wish(built, [name], { services: { stop: ["camera"] } }));
      console.error(JSON.stringify(plan.actions[0]), JSON.stringify(receipt.applied[0]?.result, null, 1));
      expect(receipt.applied[0]?.result?.after).toEqual({ version, state: "ii" });
    }
  });
});
