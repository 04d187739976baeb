import { type Action, already, defineOperation, done, type Draft } from "@signalbox/release-core";
import * as z from "zod";
import { intakeCommandFailed } from "./errors.js";
import { commandField, type IntakePorts, isHeld, type Lease, nameField, timeoutField } from "./lease.js";

/** Stands for the limit in the pause command. */
const LIMIT = "{seconds}";

const input = z.strictObject({
  name: nameField,
  pause: commandField.describe(`Holds new jobs back. ${LIMIT} in it is the limit after which it ends by itself`),
  resume: commandField.describe("Lets them in again; it may be run twice"),
  forMs: z.int().min(1000).default(3_600_000).describe("The limit. Default: 1 hour"),
  timeoutMs: timeoutField,
});

interface PauseAction extends Action {
  readonly type: "pause-intake";
  readonly name: string;
  readonly pause: readonly string[];
  readonly resume: readonly string[];
}

interface Facts {
  readonly isHeld: boolean;
}

function plan({ name, pause, resume, forMs }: z.output<typeof input>, { isHeld: held }: Facts): Draft<PauseAction> {
  const limit = hasLimit(pause) ? `for ${Math.round(forMs / 60_000)} min at most` : "until it is resumed";
  return {
    target: name,
    actions: held
      ? []
      : [
          {
            type: "pause-intake",
            summary: `hold new jobs of ${name} back ${limit}: ${pause.join(" ")}`,
            name,
            pause,
            resume,
          },
        ],
    warnings: hasLimit(pause)
      ? []
      : [
          {
            code: "pause-without-limit",
            message: `The command that pauses ${name} takes no limit: it lasts until somebody resumes it.`,
            hint: `Give it one, and ${LIMIT} where it goes; else \`signalbox resume\` or \`abort\` of the run has to end it.`,
          },
        ],
  };
}

const hasLimit = (command: readonly string[]): boolean => command.some((part) => part.includes(LIMIT));

/**
 * Holds new jobs back by the caller's own command while a deploy waits for the running ones. A lease remembers it: it
 * ends by its own limit where the command takes one, else by `resumeIntake`, in the run or when that is aborted. Whether
 * jobs are really held back only the command knows; whoever resumes by hand meanwhile is not noticed.
 * @throws ReleaseError `ERR_INTAKE_PAUSE`
 */
export const pauseIntake = defineOperation<IntakePorts, typeof input, Facts, PauseAction, Lease>({
  kind: "pause-intake",
  input,
  inspect: async ({ name }, { leases }, { now }) => ({ isHeld: isHeld(await leases.load(name), now()) }),
  plan,
  perform: async (action, { commands, leases }, { input: given, now, signal }) => {
    const { name, pause, resume } = action;
    const found = await leases.load(name);
    if (found !== null && isHeld(found, now())) return already(found);
    const expiresAt = hasLimit(pause) ? new Date(now().getTime() + given.forMs).toISOString() : null;
    const lease = { name, resume: [...resume], takenAt: now().toISOString(), expiresAt, isSure: false };
    // Before the command: whatever becomes of us, somebody knows what to undo.
    await leases.save(name, lease);
    const seconds = String(Math.ceil(given.forMs / 1000));
    const end = await commands.run(
      pause.map((part) => part.replaceAll(LIMIT, seconds)),
      { signal: AbortSignal.any([signal, AbortSignal.timeout(given.timeoutMs)]) },
    );
    if (end.exitCode !== 0) throw intakeCommandFailed("pause", name, end);
    const sure = { ...lease, isSure: true };
    await leases.save(name, sure);
    return done(sure);
  },
});
