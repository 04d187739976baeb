import { type Json, toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { IntegrationTestsConfig } from "../config/ci-types.js";
import { defined } from "./defined.js";

/**
 * The tests of the whole: the newest build of their branch begins again once everything is deployed, and has to pass. One
 * that somebody began since is not begun again. None, where none are configured.
 */
export function integrationSteps(
  tests: IntegrationTestsConfig | undefined,
  { after, pollMs }: { readonly after: string; readonly pollMs: unknown },
): readonly Step[] {
  if (tests === undefined) return [];
  const { repository, branch, workflow, jobs } = tests;
  const where = {
    repository,
    commit: { $ref: "tests-head.commit" },
    branch: { $ref: "tests-head.branch" },
    after: { $ref: "tests-since.at" },
    ...defined({ workflow }),
  };
  return [
    {
      id: "tests-since",
      type: "read",
      uses: "moment",
      title: "When the test servers were deployed",
      needs: [after],
    },
    {
      id: "tests-head",
      type: "read",
      uses: "branch-head",
      title: "Which integration tests there are",
      with: defined({ repository, branch }) as { readonly [field: string]: Json },
      needs: ["tests-since"],
    },
    {
      id: "tests-run",
      type: "operation",
      uses: "rerun-build",
      title: "Run the integration tests again",
      with: toJson(where),
      bound: { actions: "rerun-build" },
      planned: "later",
    },
    {
      id: "tests-passed",
      type: "gate",
      uses: "build-passing",
      title: "The integration tests pass",
      // Where it was begun again, CI's own clock says since when: ours may be another.
      with: toJson({ ...where, follows: { $ref: "tests-run.results/0/follows?" }, ...defined({ jobs }), pollMs }),
      needs: ["tests-run"],
    },
  ];
}
