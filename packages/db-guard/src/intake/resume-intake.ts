import { type Action, already, defineOperation, done, type Draft } from "@signalbox/release-core";
import * as z from "zod";
import { intakeCommandFailed } from "./errors.js";
import { type IntakePorts, type Lease, nameField, timeoutField } from "./lease.js";

const input = z.strictObject({ name: nameField, timeoutMs: timeoutField });

interface ResumeAction extends Action {
  readonly type: "resume-intake";
  readonly name: string;
  readonly resume: readonly string[];
}

interface Facts {
  readonly lease: Lease | null;
}

export interface IntakeResumed {
  readonly name: string;
}

function plan({ name }: z.output<typeof input>, { lease }: Facts): Draft<ResumeAction> {
  if (lease === null) return { target: name, actions: [] };
  const { resume } = lease;
  const summary = `let new jobs of ${name} in again: ${resume.join(" ")}`;
  return { target: name, actions: [{ type: "resume-intake", summary, name, resume }] };
}

/**
 * Lets new jobs in again that `pauseIntake` held back, by the command that its lease names; also one that has expired,
 * or whose pause ended in the middle. Without a lease there is nothing to do.
 * @throws ReleaseError `ERR_INTAKE_RESUME`
 */
export const resumeIntake = defineOperation<IntakePorts, typeof input, Facts, ResumeAction, IntakeResumed>({
  kind: "resume-intake",
  input,
  inspect: async ({ name }, { leases }) => ({ lease: await leases.load(name) }),
  plan,
  perform: async ({ name, resume }, { commands, leases }, { input: given, signal }) => {
    if ((await leases.load(name)) === null) return already({ name });
    const end = await commands.run(resume, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(given.timeoutMs)]),
    });
    if (end.exitCode !== 0) throw intakeCommandFailed("resume", name, end);
    await leases.save(name, null);
    return done({ name });
  },
});
