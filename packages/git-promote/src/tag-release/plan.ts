import { formatVersion, versionOf } from "@signalbox/git";
import type { Draft } from "@signalbox/release-core";
import { changeOf } from "../compare-branches/comparison.js";
import { shortName } from "../resolve-branch.js";
import type { PushTag } from "./action.js";
import type { TagFacts } from "./facts.js";
import type { TagInput } from "./input.js";
import { isReached } from "./is-reached.js";
import { problemsOf } from "./problems.js";
import { warningsOf } from "./warnings.js";

/** Facts → the tag to push, or why not. Pure. */
export function plan(input: TagInput, facts: TagFacts): Draft<PushTag> {
  const { repository, wanted, seen } = facts;
  const problems = problemsOf(input, facts);
  const latest = seen?.state.latest?.tag ?? null;
  const choice = seen === null || seen.choice.tag === null ? null : seen.choice;
  const isTold = choice !== null && (seen?.planned !== null || isReached(input, seen));
  return {
    target: `${repository}: ${wanted ?? "(no mainline)"}`,
    actions: problems.length > 0 ? [] : actionsOf(input, facts),
    problems,
    warnings: warningsOf(input, facts),
    facts: {
      latest: latest && { tag: latest.tag, version: versionOf(latest), commit: latest.commit },
      tag: isTold ? choice.tag : null,
      version: isTold ? formatVersion(choice.version) : null,
      commit: seen?.commit ?? null,
      unreleased: seen?.state.unreleased.map(changeOf) ?? [],
    },
  };
}

function actionsOf({ sign = false }: TagInput, { repository, branch, seen }: TagFacts): readonly PushTag[] {
  if (branch === null || seen === null || seen.planned === null || seen.choice.tag === null) return [];
  const { commit, choice, planned } = seen;
  const { oid, message, by, at } = planned;
  const how = sign ? ", signed" : "";
  const summary = `Tag ${commit.slice(0, 10)} of ${shortName(branch.ref)} as ${choice.tag}${how}`;
  const ref = `refs/tags/${choice.tag}`;
  const made = { oid, expectedHead: null, commit, branch, message, by, at, signed: sign };
  return [{ type: "push-tag", summary, repository, ref, ...made }];
}
