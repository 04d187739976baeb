import type { Draft } from "@signalbox/release-core";
import { headOf, shortName } from "../resolve-branch.js";
import type { CreateBranch, CutAction, SetDevelopmentVersion } from "./action.js";
import type { CutFacts } from "./facts.js";
import type { CutInput } from "./input.js";
import { problemsOf } from "./problems.js";
import { warningsOf } from "./warnings.js";

/** More missing commits than this are counted, not listed. */
const MOST_LISTED = 100;

/** Facts → the branch to push, or why not. Pure. */
export function plan(input: CutInput, facts: CutFacts): Draft<CutAction> {
  const { repository, choice, at, existing, previous, development } = facts;
  const base = "base" in choice ? choice.base : null;
  const problems = problemsOf(input, facts);
  return {
    target: `${repository}: ${input.branch}`,
    actions: problems.length > 0 ? [] : [...createBranch(input, facts), ...setVersion(input, facts)],
    problems,
    warnings: warningsOf(input, facts),
    facts: {
      base: base && { ref: base.ref, commit: at ?? base.commit },
      existing: existing && { ref: existing.ref, commit: existing.commit },
      previous: previous && {
        name: previous.name,
        missing: previous.missing.slice(0, MOST_LISTED),
        missingCount: previous.missing.length,
      },
      development: development && developmentShown(development),
    },
  };
}

function createBranch({ branch }: CutInput, { repository, choice, at, existing }: CutFacts): readonly CreateBranch[] {
  if (existing !== null || at === null || !("base" in choice)) return [];
  const summary = `Cut ${branch} from ${shortName(choice.base.ref)} at ${at.slice(0, 10)}`;
  const ref = headOf(branch);
  return [{ type: "create-branch", summary, repository, ref, oid: at, expectedHead: null, base: choice.base }];
}

function setVersion(
  { developmentVersion }: CutInput,
  { repository, development }: CutFacts,
): readonly SetDevelopmentVersion[] {
  if (development?.status !== "open" || developmentVersion === undefined) return [];
  const { current, wanted, mainline, ref, expectedHead, oid, tree, message, at } = development;
  const { file } = developmentVersion;
  const where = ref === mainline.ref ? shortName(ref) : `${shortName(ref)}, for review`;
  const summary = `Set the version in ${file} from ${current} to ${wanted} on ${where}`;
  const version = { from: current, to: wanted };
  const pushed = { ref, oid, expectedHead, mainline, tree, file, version, message, at };
  return [{ type: "set-development-version", summary, repository, ...pushed }];
}

function developmentShown(development: NonNullable<CutFacts["development"]>): object {
  const { status } = development;
  if (status === "reached") return { status, current: development.current };
  if (status === "awaiting") return { status, ref: development.ref, wanted: development.wanted };
  if (status === "open") return { status, current: development.current, wanted: development.wanted };
  return { status };
}
