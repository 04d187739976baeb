import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import type { PinRuleConfig, PullRequestsConfig } from "../config/types.js";
import { defined } from "./defined.js";
import { requestSteps } from "./request-steps.js";

const REVIEW = "bump-pins";

export interface BumpSteps {
  readonly repository: string;
  /** The branch whose pins are bumped. */
  readonly branch: string;
  readonly components: readonly Component[];
  readonly rules: readonly PinRuleConfig[];
  /** Null: the review branch is pushed, and that is all. */
  readonly pullRequests: PullRequestsConfig | null;
  readonly pollMs: number;
  /** The step that reported what was unreleased before. */
  readonly reported: string;
  /** What must be over before it is pinned: the tags, or the builds of them. */
  readonly needs: string;
}

/** All releases of a train are pinned in one commit on a review branch, which a person merges. */
export function bumpSteps({
  repository,
  branch,
  components,
  rules,
  pullRequests,
  pollMs,
  reported,
  needs,
}: BumpSteps): readonly Step[] {
  const places = components.map(({ name, repository: at, tagPattern, stream, pin }) => [
    name,
    defined({ repository: at, tagPattern, stream, pin: pin?.name, family: pin?.family }),
  ]);
  const bump = {
    repository,
    branch,
    releases: { $ref: "released.releases" },
    components: toJson(Object.fromEntries(places)),
    rules: toJson(rules),
  };
  const requests =
    pullRequests === null
      ? []
      : requestSteps({
          repository,
          to: "bump",
          title: `Pin what was released on ${branch}`,
          head: REVIEW,
          base: branch,
          settings: pullRequests,
          hasPins: false,
          pollMs,
          pushed: "bump",
          compared: null,
        });
  return [
    {
      id: "released",
      type: "read",
      uses: "releases-since",
      title: "What was released",
      with: { components: components.map((component) => toJson(defined(component))), unreleased: { $ref: reported } },
      needs: [needs],
    },
    {
      id: "bump",
      type: "operation",
      uses: "bump-pins",
      title: `Pin what was released on ${branch}`,
      with: bump,
      bound: { refs: `refs/heads/${REVIEW}` },
      needs: ["released"],
    },
    ...requests,
    {
      id: "bumped",
      type: "gate",
      uses: "pins-bumped",
      title: `The bumps are merged into ${branch}`,
      with: { ...bump, pollMs },
      needs: [requests.at(-1)?.id ?? "bump"],
    },
  ];
}
