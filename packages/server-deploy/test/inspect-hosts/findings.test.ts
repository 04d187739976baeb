import fc from "fast-check";
import { expect, test } from "vitest";
import { findingsOf } from "../../src/inspect-hosts/host-findings.js";
import type { HostLook, LockHolder } from "../../src/inspect-hosts/host-inspection.js";
import { parseHostLook } from "../../src/inspect-hosts/parse-look.js";

const well: HostLook = {
  user: "deploy",
  system: { id: "debian", version: "12", name: "Debian GNU/Linux 12 (bookworm)" },
  kernel: "6.1.0",
  init: "systemd",
  managers: [{ name: "dpkg", architecture: "amd64" }],
  tools: ["curl", "flock"],
  disks: [{ at: "/", size: 100e9, free: 50e9 }],
  clock: { aheadMs: 4000, withinMs: 20 },
  unfinished: [],
  interrupted: [],
};
const limits = { minFree: 1e9, maxSkewMs: 30_000 };
const running = { id: "20261122T164500-3fa9c1", subject: "api 1.4.2", holder: "anna@desk", phase: "installing" };

test.each<readonly [string, Partial<HostLook & { locks: readonly LockHolder[] }>, readonly string[]]>([
  ["nothing when all is well", {}, []],
  ["no package manager", { managers: [] }, ["error no-package-manager"]],
  ["no flock", { tools: ["curl"] }, ["error no-flock"]],
  [
    "what is half configured",
    { unfinished: [{ state: "iF", package: "api", version: "1" }] },
    ["error unfinished-package"],
  ],
  [
    "no half installed package while dpkg is at work",
    {
      unfinished: [{ state: "iF", package: "api", version: "1" }],
      interrupted: ["/var/lib/dpkg/updates/0001"],
      locks: [{ file: "/var/lib/dpkg/lock", pid: 7, command: "dpkg --install" }],
    },
    ["warning lock-held"],
  ],
  ["a killed dpkg", { interrupted: ["/var/lib/dpkg/updates/0001"] }, ["error interrupted-dpkg"]],
  [
    "a lock's holder",
    { locks: [{ file: "/var/lib/dpkg/lock", pid: 7, command: "apt-get upgrade" }] },
    ["warning lock-held"],
  ],
  [
    "a full disk, after what is worse",
    { disks: [{ at: "/", size: 1, free: 1 }], managers: [] },
    ["error no-package-manager", "warning disk-full"],
  ],
  ["a clock ahead", { clock: { aheadMs: 90_000, withinMs: 20 } }, ["warning clock-skew"]],
  ["a clock behind", { clock: { aheadMs: -90_000, withinMs: 20 } }, ["warning clock-skew"]],
  ["nothing of a clock that a slow line hides", { clock: { aheadMs: 31_000, withinMs: 2000 } }, []],
])("tells %s", (_, { locks = [], ...look }, told) => {
  const findings = findingsOf({ ...well, ...look }, { locks, running: [] }, limits);
  expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual(told);
  for (const { hint, message } of findings) expect([hint, message].every((text) => text.endsWith("."))).toBe(true);
});

test("tells whose transaction is under way", () => {
  expect(findingsOf(well, { locks: [], running: [running as never] }, limits)).toMatchObject([
    {
      code: "transaction-running",
      message: "api 1.4.2 is under way, begun by anna@desk (20261122T164500-3fa9c1, installing).",
    },
  ]);
});

test("an answer that was cut off, or is another, is none", () => {
  const asked = { sentMs: 1000, heardMs: 1200 };
  expect(parseHostLook("clock\t1.5\ninit\tsysv\nend\n", asked)).toMatchObject({
    init: "sysv",
    clock: { aheadMs: 400, withinMs: 100 },
    managers: [],
  });
  expect(parseHostLook("clock\t1.5\ninit\tsysv\n", asked)).toBeNull();
  expect(parseHostLook("clock\tx\ninit\tsysv\nend\n", asked)).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.array(fc.string()).map((words) => words.join("\t"))), (lines) => {
      const found = parseHostLook(`clock\t1\ninit\tsysv\n${lines.join("\n")}\nend\n`, asked);
      expect(JSON.stringify(found)).not.toMatch(/\\u00[01]/);
    }),
  );
});
