import { converges } from "@signalbox/testbed";
import { describe, expect, it } from "vitest";
import type { IntakePorts, Lease } from "../../src/intake/lease.js";
import { pauseIntake } from "../../src/intake/pause-intake.js";
import { resumeIntake } from "../../src/intake/resume-intake.js";

const START = new Date("2026-11-22T10:00:00Z");
const MINUTE = 60_000;

/** What happens, in its order; `ends` are the exit codes of the commands, 0 when there are no more. */
function scene(...ends: (number | null)[]) {
  const happened: string[] = [];
  const kept = new Map<string, Lease>();
  const ports: IntakePorts = {
    commands: {
      run: (argv) => {
        happened.push(argv.join(" "));
        return Promise.resolve({ exitCode: ends.length === 0 ? 0 : (ends.shift() ?? null), output: "words" });
      },
    },
    leases: {
      load: (name) => Promise.resolve(kept.get(name) ?? null),
      save: (name, lease) => {
        happened.push(lease === null ? "forgotten" : lease.isSure ? "held" : "intended");
        if (lease === null) kept.delete(name);
        else kept.set(name, lease);
        return Promise.resolve();
      },
    },
  };
  return { happened, kept, ports };
}
const given = { name: "imports", pause: ["intake", "pause", "--for={seconds}"], resume: ["intake", "resume"] };
const at = (ms: number) => ({ now: () => new Date(START.getTime() + ms) });

describe("pauseIntake and resumeIntake", () => {
  it("converge, and remember the lease before the command runs", async () => {
    const { happened, kept, ports } = scene();
    const { receipt } = await converges(pauseIntake(ports), { ...given, forMs: 90_000 }, { call: at(0) });
    expect(happened).toEqual(["intended", "intake pause --for=90", "held"]);
    expect(receipt.applied[0]?.result).toMatchObject({ expiresAt: "2026-11-22T10:01:30.000Z", isSure: true });
    await converges(resumeIntake(ports), { name: "imports" });
    expect(happened.slice(3)).toEqual(["intake resume", "forgotten"]);
    expect(kept.size).toBe(0);
  });

  it("pauses again what has expired, and resumes it all the same", async () => {
    const { happened, ports } = scene();
    const pause = pauseIntake(ports);
    const input = { ...given, forMs: MINUTE };
    await pause.apply(await pause.plan(input, at(0)), at(0));
    expect((await pause.plan(input, at(MINUTE - 1))).actions).toEqual([]);
    expect((await pause.plan(input, at(MINUTE))).actions).toHaveLength(1);
    const resume = resumeIntake(ports);
    await resume.apply(await resume.plan({ name: "imports" }, at(9 * MINUTE)));
    expect(happened.slice(-2)).toEqual(["intake resume", "forgotten"]);
  });

  it("warns of a pause that nothing ends", async () => {
    const { ports } = scene();
    const pause = pauseIntake(ports);
    const plan = await pause.plan({ ...given, pause: ["intake", "pause"] }, at(0));
    expect(plan.warnings).toMatchObject([{ code: "pause-without-limit" }]);
    await pause.apply(plan, at(0));
    expect((await pause.plan({ ...given, pause: ["intake", "pause"] }, at(99 * MINUTE))).actions).toEqual([]);
  });

  it("keeps what a failed command may have paused, so that it is undone", async () => {
    const { happened, ports, kept } = scene(1);
    const pause = pauseIntake(ports);
    const plan = await pause.plan(given, at(0));
    await expect(pause.apply(plan, at(0))).rejects.toMatchObject({ code: "ERR_INTAKE_PAUSE", retryable: true });
    expect(kept.get("imports")).toMatchObject({ isSure: false });
    expect((await pause.plan(given, at(0))).actions).toHaveLength(1);
    await converges(resumeIntake(ports), { name: "imports" });
    expect(happened).toEqual(["intended", "intake pause --for=3600", "intake resume", "forgotten"]);
  });

  it("forgets no lease whose end failed, or was ended by a signal", async () => {
    const { ports, kept } = scene(0, null);
    const [pause, resume] = [pauseIntake(ports), resumeIntake(ports)];
    await pause.apply(await pause.plan(given, at(0)), at(0));
    const plan = await resume.plan({ name: "imports" });
    await expect(resume.apply(plan)).rejects.toMatchObject({ code: "ERR_INTAKE_RESUME" });
    expect(kept.has("imports")).toBe(true);
    await converges(resume, { name: "imports" });
  });
});
