export { checksPassing } from "./checks-passing/checks-passing.js";
export type { CheckLine, ChecksEvidence } from "./checks-passing/evidence.js";
export type { ChecksInput } from "./checks-passing/input.js";
export { ciGateKinds, type CiGateKinds } from "./kinds.js";
export type { GatePorts } from "./ports.js";
export { buildKinds, type BuildKinds, type BuildPorts } from "./build-kinds.js";
export { approveJob } from "./approve-job/approve-job.js";
export type { ApproveJob, ApproveResult } from "./approve-job/action.js";
export { buildPassing } from "./build-passing/build-passing.js";
export type { BuildLine, JobLine, PassingEvidence } from "./build-passing/evidence.js";
export type { RefHeads, TriggerPorts } from "./builds/build-ports.js";
export { findBuild, type FoundBuild, listBuilds } from "./builds/find-build.js";
export type { BuildChoice } from "./builds/newest-builds.js";
export type { FetchArtifact, FetchedArtifact } from "./fetch-artifacts/action.js";
export { fetchArtifacts, type FetchPorts } from "./fetch-artifacts/fetch-artifacts.js";
export type { FileContent, FileStore } from "./fetch-artifacts/file-store.js";
export { localFileStore } from "./fetch-artifacts/file-store-local.js";
export { circleCi, type CircleCiOptions } from "./circleci/circle-ci.js";
export type { SearchBounds } from "./circleci/find-pipelines.js";
export type { CircleProject, LocateProject } from "./circleci/project.js";
export { gitHubActions } from "./github-actions/github-actions.js";
export type { ActionsPorts } from "./github-actions/ports.js";
export { rerunBuild } from "./rerun-build/rerun-build.js";
export type { RerunBuild, RerunResult } from "./rerun-build/action.js";
export { travisCi, type TravisCiOptions } from "./travis/travis-ci.js";
export { triggerBuild } from "./trigger-build/trigger-build.js";
export type { TriggerBuild, TriggerResult } from "./trigger-build/action.js";
export type {
  Artifact,
  Build,
  BuildJob,
  BuildParameters,
  BuildQuery,
  BuildReads,
  BuildState,
  BuildWrites,
  CiKind,
  CiPorts,
  CiSystem,
  TriggerRequest,
} from "./builds/ports.js";
