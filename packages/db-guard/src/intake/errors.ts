import { redactText, ReleaseError } from "@signalbox/release-core";

export const intakeCommandFailed = (
  what: "pause" | "resume",
  name: string,
  end: { readonly exitCode: number | null; readonly output: string },
): ReleaseError =>
  new ReleaseError({
    code: what === "pause" ? "ERR_INTAKE_PAUSE" : "ERR_INTAKE_RESUME",
    message: `The command to ${what} the intake of ${name} ended with ${end.exitCode ?? "a signal"}: ${redactText(end.output.slice(-500)) || "it said nothing"}`,
    hint:
      what === "pause"
        ? "Nothing was deployed. What it may have paused is undone by `signalbox abort` of the run, or by resume-intake."
        : "New jobs may still be held back: run the resume command by hand, then resume the run.",
    details: { name, exitCode: end.exitCode },
    retryable: true,
  });
