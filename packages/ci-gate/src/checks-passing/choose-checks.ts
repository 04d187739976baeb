import type { Check, RequiredCheck } from "@signalbox/github";
import { matchesName } from "../name-pattern.js";
import type { ChecksInput } from "./input.js";

export interface ChosenChecks {
  readonly counted: readonly Check[];
  readonly ignored: readonly Check[];
  /** Required, and reported by nobody who may. */
  readonly missing: readonly string[];
}

/** Which of the checks count, and which of the required ones are not there. `required` by the branch. Pure. */
export function chooseChecks(
  given: Pick<ChecksInput, "required" | "ignore" | "requiredOnly">,
  checks: readonly Check[],
  required: readonly RequiredCheck[],
): ChosenChecks {
  const named = (given.required ?? []).map((name): RequiredCheck => ({ name, appId: null }));
  const isIgnored = (check: Check): boolean => {
    if (named.some((one) => answers(check, one))) return false;
    return (given.ignore ?? []).some((pattern) => matches(pattern, check));
  };
  const isNamedIgnored = ({ name }: RequiredCheck): boolean =>
    (given.ignore ?? []).some((pattern) => matchesName(pattern, name));
  const wanted = [...named, ...required.filter((one) => !isNamedIgnored(one))];
  const counted = checks.filter(
    (check) => !isIgnored(check) && (!given.requiredOnly || wanted.some((one) => answers(check, one))),
  );
  return {
    counted,
    ignored: checks.filter((check) => !counted.includes(check)),
    missing: [...new Set(wanted.filter((one) => !checks.some((check) => answers(check, one))).map(({ name }) => name))],
  };
}

/** `CI / build`, as GitHub shows a job. */
export const titleOf = ({ kind, name, workflow }: Check): string =>
  kind !== "check-run" || workflow === null ? name : `${workflow} / ${name}`;

/** A workflow's run without jobs answers for none of them. A status has no app that could be compared. */
const answers = (check: Check, { name, appId }: RequiredCheck): boolean =>
  check.kind !== "workflow-run" &&
  (check.name === name || titleOf(check) === name) &&
  (appId === null || check.appId === null || check.appId === appId);

const matches = (pattern: string, check: Check): boolean =>
  matchesName(pattern, check.name) || matchesName(pattern, titleOf(check));
