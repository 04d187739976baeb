import type { Verdict } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import type { HostSeen } from "../../src/service-healthy/inspect.js";
import { type HealthEvidence, judge } from "../../src/service-healthy/judge.js";
import type { Seen } from "../../src/service-healthy/parse-look.js";
import { input } from "../../src/service-healthy/input.js";

const given = input.parse({
  hosts: ["api"],
  checks: [
    { type: "systemd", unit: "api" },
    { type: "http", url: "http://127.0.0.1:8021/ping" },
  ],
});
const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 16, 0, 0) + second * 1000);

const active = (ageMs: number, marker = "0:1:77"): Seen => ({ state: "ok", marker, ageMs, saw: "active (running)" });
const answers: Seen = { state: "ok", marker: null, ageMs: null, saw: "status 200" };
const not = (saw: string): Seen => ({ state: "no", marker: null, ageMs: null, saw });
const failed: Seen = { state: "failed", marker: null, ageMs: null, saw: "failed (failed), exit-code" };
const silent: HostSeen = { host: "api", silent: "no route", checks: [] };

/** One look after the other, at the seconds given; the last verdict. */
function watch(looks: readonly (readonly [number, readonly Seen[] | HostSeen])[]): Verdict<HealthEvidence> {
  let verdict: Verdict<HealthEvidence> | undefined;
  for (const [second, seen] of looks) {
    const host = "host" in seen ? seen : { host: "api", silent: null, checks: seen };
    verdict = judge(given, { hosts: [host] }, at(second), verdict);
  }
  if (verdict === undefined) throw new Error("no look");
  return verdict;
}

describe("serviceHealthy judges", () => {
  test.each([
    [
      "what held long enough",
      [
        [0, [active(9000), answers]],
        [5, [active(14_000), answers]],
      ],
      "pass",
      /healthy for 5.0 s/,
    ],
    ["one look alone, when only the first knows its age", [[0, [active(9000), answers]]], "wait", /0.0 s of 5.0 s/],
    [
      "a restart between two looks",
      [
        [0, [active(9000), answers]],
        [6, [active(1000, "1:9:78"), answers]],
      ],
      "wait",
      /1.0 s of 5/,
    ],
    [
      "what fails and comes back",
      [
        [0, [active(9000), answers]],
        [4, [active(9000), not("refused")]],
        [6, [active(9000), answers]],
      ],
      "wait",
      /0.0 s/,
    ],
    [
      "what is not there yet",
      [[0, [not("activating (start)"), not("refused")]]],
      "wait",
      /api: systemd api: activating/,
    ],
    ["what fails for good", [[0, [failed, not("refused")]]], "block", /systemd api: failed \(failed\), exit-code/],
    [
      "what was not there in time",
      [
        [0, [not("x"), answers]],
        [61, [not("activating"), answers]],
      ],
      "block",
      /After 60 s: api: systemd/,
    ],
    [
      "what came late, but in time to begin its window",
      [
        [0, [not("x"), answers]],
        [58, [active(100), answers]],
        [62, [active(4100), answers]],
      ],
      "wait",
      /4.0|4.1/,
    ],
    [
      "what came too late",
      [
        [0, [not("x"), answers]],
        [66, [active(100), answers]],
      ],
      "block",
      /became healthy too late/,
    ],
    [
      "a host that reboots",
      [
        [0, silent],
        [10, [active(9000), answers]],
        [15, [active(14_000), answers]],
      ],
      "pass",
      /healthy/,
    ],
    [
      "a host that is gone",
      [
        [0, silent],
        [61, silent],
      ],
      "block",
      /api does not answer: no route/,
    ],
  ] as const)("%s", (_, looks, status, reason) => {
    const verdict = watch(looks);
    expect(verdict).toMatchObject({ status, reason: expect.stringMatching(reason) });
    expect(verdict.evidence.startedAt).toBe(at(0).toISOString());
    if (verdict.status === "block") expect(verdict.hint).not.toBe("");
  });

  test("waits no longer than what is left of the window", () => {
    expect(
      watch([
        [0, [active(4000), answers]],
        [4, [active(8000), answers]],
      ]),
    ).toMatchObject({ retryAfterMs: 1000 });
  });

  test("names where the evidence of a unit is", () => {
    expect(watch([[0, [failed, answers]]])).toMatchObject({ hint: expect.stringContaining("journalctl -u api -n 50") });
  });
});
