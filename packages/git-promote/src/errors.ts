import type { PushOutcome } from "@signalbox/git";
import { type Json, planStale, type Problem, redactText, ReleaseError } from "@signalbox/release-core";
import { madeBy } from "./tag-release/read-standing.js";
import type { StandingTag } from "./tag-release/facts.js";

const list = (names: readonly string[]): string => names.join(", ");

/** A missing branch, as an error for reads and as a problem for plans. */
export const branchMissingProblem = (branch: string, repository: string, near: readonly string[]): Problem => ({
  code: "ERR_BRANCH_MISSING",
  message: `${repository} has no branch ${branch}.`,
  hint: near.length === 0 ? "Check the spelling, or create the branch first." : `Did you mean ${list(near)}?`,
});

export const branchMissing = (branch: string, repository: string, near: readonly string[]): ReleaseError => {
  const { code, message, hint } = branchMissingProblem(branch, repository, near);
  return new ReleaseError({ code, message, hint, details: { repository, branch, near } });
};

/** Neither a branch nor a tag has the name. */
export const revisionMissing = (name: string, repository: string, near: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_REVISION_MISSING",
    message: `${repository} has no branch or tag ${name}.`,
    hint: near.length === 0 ? "Check the spelling, or leave this repository out." : `Did you mean ${list(near)}?`,
    details: { repository, name, near },
  });

/** The remote's HEAD names no branch, as an error for reads and as a problem for plans. */
export const mainlineMissingProblem = (repository: string): Problem => ({
  code: "ERR_MAINLINE_MISSING",
  message: `${repository} does not say which branch is its mainline.`,
  hint: "Name the branch.",
});

export const mainlineMissing = (repository: string): ReleaseError =>
  new ReleaseError({ ...mainlineMissingProblem(repository), details: { repository } });

/** The last guard before a push: the action names another ref than the input allows. */
export const refNotAllowed = (ref: string, allowed: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REF_NOT_ALLOWED",
    message: `The plan would push to ${ref}, but its input only allows ${allowed}.`,
    hint: "Make a fresh plan: this one was changed, or the remote has another mainline by now.",
    details: { ref, allowed },
  });

const pushRefused = (ref: string, reason: string, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PUSH_REFUSED",
    message: `The remote refused ${ref}: ${redactText(reason)}`,
    hint: nameInTheWay(reason) ?? hint,
    details: { ref, reason: redactText(reason) },
  });

/** What git says where a ref would be a folder of another, which no permission helps. */
function nameInTheWay(reason: string): string | null {
  const found = /'(refs\/[^']+)' exists; cannot create/.exec(reason)?.[1];
  if (found === undefined) return null;
  return `${found} is in the way: git holds no ref inside another. Take another name, or delete that one if it is done.`;
}

/** For `perform`: somebody else made the tag after the plan was made. */
export function tagMadeMeanwhile(
  ref: string,
  commit: string,
  found: Pick<StandingTag, "oid" | "commit" | "object">,
): ReleaseError {
  const { by = null, at = null } = found.object ?? {};
  const where = found.commit === commit ? "the same commit" : `another commit (${found.commit.slice(0, 10)})`;
  return new ReleaseError({
    code: "ERR_PLAN_STALE",
    message: `${ref} was made by another operator on ${where}, ${madeBy(found)}; nothing was written there.`,
    hint: "Plan again: where it is the same commit, nothing is left to do. Else speak with who made it; no tag is moved.",
    details: {
      what: ref,
      expected: null,
      found: {
        oid: found.oid,
        commit: found.commit,
        by: by && { name: by.name, email: by.email },
        at: at === null ? null : new Date(at * 1000).toISOString(),
      },
    },
  });
}

export const signerMissing = (ref: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SIGNER_MISSING",
    message: `${ref} shall be signed, and there is nothing to sign with.`,
    hint: "Apply it where the key is, or plan without `sign`.",
    details: { ref },
  });

/** Turns the remote's answer for a ref into an outcome or an error. */
export function pushed(
  answer: PushOutcome,
  update: { readonly ref: string; readonly oid: string; readonly expected: string | null },
  refusedHint: string,
): "done" | "already" {
  if (answer.status === "stale") {
    throw planStale(update.ref, update.expected, { found: answer.found, wanted: update.oid } satisfies Json);
  }
  if (answer.status === "refused") throw pushRefused(update.ref, answer.reason, refusedHint);
  return answer.status;
}

export const pinMoved = (pin: {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}): ReleaseError =>
  new ReleaseError({
    code: "ERR_PIN_MOVED",
    message: `${pin.file} does not say ${pin.version} where ${pin.name} was found.`,
    hint: "Read the pins of this text again; it is not the one that was read.",
    details: { name: pin.name, version: pin.version, file: pin.file },
  });

/** Nothing was given that can ask GitHub. */
export const gitHubMissing = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_GITHUB_MISSING",
    message: "Pull requests need GitHub, and there is no token for it.",
    hint: "Set GH_TOKEN or GITHUB_TOKEN, or run `gh auth login`.",
  });

export const pullRequestMissingProblem = (repository: string, name: string): Problem => ({
  code: "ERR_PULL_REQUEST_MISSING",
  message: `${redactText(repository)} has no pull request ${name}.`,
  hint: "Promote with a pull request first, or check the names of the branches.",
});

export const pullRequestMissing = (repository: string, name: string): ReleaseError =>
  new ReleaseError({
    ...pullRequestMissingProblem(repository, name),
    details: { repository: redactText(repository), pullRequest: name },
  });
