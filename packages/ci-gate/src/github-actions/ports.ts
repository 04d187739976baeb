import type { WorkflowArtifacts, WorkflowDeployments, WorkflowRuns, WorkflowRunWrites } from "@signalbox/github";

/** What GitHub Actions needs from outside: `workflowRunsOn` and `workflowArtifactsOn` of `@signalbox/github`. */
export interface ActionsPorts {
  readonly runs: WorkflowRuns & WorkflowRunWrites & WorkflowDeployments;
  readonly artifacts: WorkflowArtifacts;
  /** What stands beside an approval in the history of a run. Default: that a release train gave it. */
  readonly comment?: string;
}
