import {
  type Action,
  type CallOptions,
  type Checkpoint,
  type Json,
  type Operation,
  planAndApply,
  type Receipt,
} from "@signalbox/release-core";
import type { TriggerPorts } from "../../src/builds/build-ports.js";
import type { CiSystem } from "../../src/builds/ports.js";
import type { MadeJob } from "../builds/setup.js";
import { type Clock, clockAt } from "./clock.js";
import { memoryCi } from "./memory-ci.js";
import type { MemoryCi, MemoryOptions } from "./memory-ports.js";

export const REPOSITORY = "avniproject/avni-server";
export const COMMIT = "1f2e3d4c5b".repeat(4);
export const OTHER = "0a9b8c7d6e".repeat(4);
export const DAY_MS = 86_400_000;

/** As Avni's server has them: it stays held for ever. */
export const SERVER_JOBS: readonly MadeJob[] = [
  { name: "test" },
  { name: "build", needs: ["test"], artifacts: { "build/avni-server.jar": "jar" } },
  { name: "STAGING_approve", approval: true, needs: ["build"] },
  { name: "STAGING_deploy", needs: ["STAGING_approve"] },
  { name: "PROD_approve", approval: true, needs: ["build"] },
  { name: "PROD_deploy", needs: ["PROD_approve"] },
];

export interface Scene {
  readonly ci: MemoryCi;
  readonly clock: Clock;
  readonly ports: TriggerPorts;
  /** A build of the server on its release branch; its id. */
  readonly push: (jobs?: readonly MadeJob[], workflow?: string) => string;
  readonly call: (checkpoint?: Checkpoint) => CallOptions;
}

export function openScene(options: Partial<MemoryOptions> = {}): Scene {
  const clock = clockAt("2026-03-02T09:00:00Z");
  const ci = memoryCi({ clock, ...options });
  const headOf = (_: string, ref: string): Promise<string | null> => Promise.resolve(ci.heads.get(ref) ?? null);
  return {
    ci,
    clock,
    ports: { systemOf: () => ci.system, heads: { headOf } },
    push: (jobs = SERVER_JOBS, workflow = "test_and_build") =>
      ci.push({ commit: COMMIT, branch: "16.12", workflow, jobs }),
    call: (checkpoint) => ({ now: clock.now, ...(checkpoint === undefined ? {} : { checkpoint }) }),
  };
}

/** What outlives a process. */
export function remembering(): Checkpoint {
  let kept: Json | null = null;
  return { load: () => Promise.resolve(kept), save: (value) => ((kept = value), Promise.resolve()) };
}

/** Plans and applies, and waits without taking time. */
export const drive = <Input, A extends Action, R>(
  operation: Operation<Input, A, R>,
  input: Input,
  { clock, call }: Scene,
  checkpoint?: Checkpoint,
): Promise<Receipt<A, R>> =>
  planAndApply(operation, input, { ...call(checkpoint), sleep: (ms) => (clock.pass(ms), Promise.resolve()) });

export const EXHAUSTIVE = process.env["EXHAUSTIVE"] !== undefined;

/** What may become of a request: how many lists show nothing of it yet, and whether its answer comes. */
export const REQUESTS: readonly (readonly [string, number, readonly "lost"[]])[] = [
  ["as it should be", 0, []],
  ["whose answer is lost, and that shows later", 2, ["lost"]],
  ...(EXHAUSTIVE ? [["whose answer is lost", 0, ["lost"]] as const] : []),
];

/** The process ended here. */
class Killed extends Error {}

/** Its nth call to the outside is its last: it dies before it is made, or before its answer is read. */
function dyingAt(nth: number, when: "before" | "after", { ports }: Scene, checkpoint: Checkpoint) {
  let calls = 0;
  const mortal = <T extends object>(outside: T): T =>
    new Proxy(outside, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return async (...given: unknown[]): Promise<unknown> => {
          calls += 1;
          if (calls > nth || (calls === nth && when === "before")) throw new Killed();
          try {
            return await (member as (...all: unknown[]) => unknown).apply(target, given);
          } finally {
            // A dead process reads no answer, and no error either.
            if (calls >= nth && when === "after") throw new Killed();
          }
        };
      },
    });
  const system: CiSystem = mortal(ports.systemOf(REPOSITORY));
  const dying: TriggerPorts = { systemOf: () => system, heads: mortal(ports.heads) };
  return { ports: dying, checkpoint: mortal(checkpoint), isDead: () => calls >= nth };
}

/**
 * Lets a process die at each of its calls to the outside, and another one go on; `check` sees what came of it.
 * @returns how many deaths there were
 */
export async function everyDeath(
  open: () => Scene,
  run: (scene: Scene, ports: TriggerPorts, checkpoint: Checkpoint) => Promise<unknown>,
  check: (scene: Scene, death: string) => Promise<void> | void,
): Promise<number> {
  for (let nth = 1, deaths = 0; ; nth += 1) {
    for (const when of ["before", "after"] as const) {
      const scene = open();
      const checkpoint = remembering();
      const mortal = dyingAt(nth, when, scene, checkpoint);
      const isOver = await run(scene, mortal.ports, mortal.checkpoint).then(
        () => !mortal.isDead(),
        (error: unknown) => {
          if (!mortal.isDead()) throw error;
          return false;
        },
      );
      if (isOver) return deaths;
      deaths += 1;
      // What was never sent is taken for not done after a while; then it is asked for anew.
      await run(scene, scene.ports, checkpoint).catch(async (error: unknown) => {
        if ((error as { code?: string }).code !== "ERR_CI_NOT_SEEN") throw error;
        await run(scene, scene.ports, checkpoint);
      });
      await check(scene, `${when} call ${nth}`);
    }
  }
}

/** Runs `look` and fails when it changed something. */
export async function looksOnly<T>({ ci }: Scene, look: () => Promise<T>): Promise<T> {
  const before = ci.writes();
  const result = await look();
  if (ci.writes() !== before) throw new Error("reading must not change a build");
  return result;
}
