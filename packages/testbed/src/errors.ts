import { redactText, ReleaseError } from "@signalbox/release-core";

/** The last lines of a foreign message, without secrets. */
const tail = (text: string): string => redactText(text.trim().split("\n").slice(-12).join("\n"));

export const gitFailed = (args: readonly string[], exitCode: number | null, stderr: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_GIT",
    message: `git ${redactText(args.join(" "))} failed (${exitCode ?? "killed"}): ${tail(stderr) || "no message"}`,
    hint: "Look at the message of git; the testbed gave it an input that it refuses.",
    details: { args: args.map((arg) => redactText(arg)), exitCode, stderr: tail(stderr) },
  });

export const gitMissing = (cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_GIT_MISSING",
    message: "The testbed found no native git.",
    hint: "Install git 2.38 or newer, or pass its folder in `env.PATH`.",
    cause,
  });

export const historyImpossible = (reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_HISTORY",
    message: `This history cannot be told: ${reason}.`,
    hint: "Name an existing branch, or settle the named files with `files`.",
    details: { reason },
  });

export const reviewMissing = (repository: string, branch: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_REVIEW_MISSING",
    message: `${repository} has no branch ${branch}, so there is nothing to merge.`,
    hint: "Push the review branch first, and name branches without refs/heads/.",
    details: { repository, branch },
  });

export const reviewConflict = (
  repository: string,
  review: string,
  into: string,
  paths: readonly string[],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_REVIEW_CONFLICT",
    message: `${review} cannot be merged into ${into} of ${repository}: both changed ${paths.join(", ")}.`,
    hint: "Merge the target into the review branch first, as on GitHub.",
    details: { repository, review, into, paths },
  });

export const reviewNotFastForward = (repository: string, review: string, into: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_REVIEW_NOT_FAST_FORWARD",
    message: `${into} of ${repository} has commits that ${review} lacks.`,
    hint: "Use the method merge or squash, or bring the review branch up to date.",
    details: { repository, review, into },
  });

export const sshdMissing = (looked: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_SSHD_MISSING",
    message: `There is no sshd on this machine (looked at ${looked}).`,
    hint: "Install the package openssh-server; the daemon itself need not run.",
    details: { looked },
  });

export const sshdUnusable = (reason: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_SSHD_UNUSABLE",
    message: `The SSH server of the testbed cannot start: ${reason}.`,
    hint: "Look at the cause; openssh-client and openssh-server must both be installed.",
    details: { reason },
    cause,
  });
