import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import type { PinRuleConfig } from "../config/types.js";
import { defined } from "./defined.js";

export interface BumpSteps {
  readonly repository: string;
  /** The branch whose pins are bumped. */
  readonly branch: string;
  readonly components: readonly Component[];
  readonly rules: readonly PinRuleConfig[];
  readonly pollMs: unknown;
  /** The step that tags the components. */
  readonly after: string;
  /** What must be there before it is pinned. Default: the tags. */
  readonly needs?: string;
}

/** All releases of a train are pinned in one commit on a review branch, which a person merges. */
export function bumpSteps({
  repository,
  branch,
  components,
  rules,
  pollMs,
  after,
  needs = after,
}: BumpSteps): readonly Step[] {
  const places = components.map(({ name, repository: at, tagPattern, stream, pin }) => [
    name,
    defined({ repository: at, tagPattern, stream, pin: pin?.name, family: pin?.family }),
  ]);
  const bump = {
    repository,
    branch,
    releases: { $ref: after },
    components: toJson(Object.fromEntries(places)),
    rules: toJson(rules),
  };
  return [
    {
      id: "bump",
      type: "operation",
      uses: "bump-pins",
      title: `Pin what was released on ${branch}`,
      with: bump,
      bound: { refs: "refs/heads/bump-pins" },
      needs: [needs],
    },
    {
      id: "bumped",
      type: "gate",
      uses: "pins-bumped",
      title: `The bumps are merged into ${branch}`,
      with: { ...bump, pollMs: toJson(pollMs) },
      needs: ["bump"],
    },
  ];
}
