import type { Hosts } from "@signalbox/server-deploy";
import { expect, it } from "vitest";
import { serviceStarts, startOf } from "../../src/wiring/service-starts.js";

const { signal } = new AbortController();
const NOW = new Date("2026-11-22T12:00:00.000Z");
const unreachable: Hosts = { open: () => Promise.reject(new Error("nobody may log in there")) };

it.each([
  ["a service since ten minutes", "loaded active", 600_000_000, "2026-11-22T11:50:00.000Z"],
  ["one that is stopped works on nothing", "loaded inactive", 0, NOW.toISOString()],
  ["one that nobody knows", "not-found inactive", 0, null],
  ["one that never began", "loaded activating", 0, null],
])("counts back from now: %s", (_, states, startedMicros, expected) => {
  const [load, active] = states.split(" ");
  const shown = `LoadState=${load}\nActiveState=${active}\nExecMainStartTimestampMonotonic=${startedMicros}\n`;
  expect(startOf(shown, "1200.00 900.00\n", NOW)).toBe(expected);
});

it("takes a person's word where one is given, says whose it is, and no word about the future", async () => {
  const said = (startedAt: string) => ({ unit: "openchs", hosts: ["prod"], said: { startedAt, by: "anna" } });
  const services = [said("2026-11-22T11:00:00Z"), said("2026-11-22T13:00:00Z"), { unit: "etl", hosts: ["prod"] }];
  expect(await serviceStarts(unreachable, services, () => NOW).list({ signal })).toEqual([
    { host: "prod", service: "openchs", startedAt: "2026-11-22T11:00:00Z", saidBy: "anna" },
    { host: "prod", service: "openchs", startedAt: null, saidBy: "anna" },
    { host: "prod", service: "etl", startedAt: null },
  ]);
});
