export { startCircleCi, type CircleCi } from "./start-circleci.js";
export type {
  CircleCiOptions,
  ConfigScript,
  JobEnd,
  JobScript,
  ParameterScript,
  ProjectOptions,
  TokenOptions,
  WorkflowScript,
} from "./options.js";
export type { CircleFault } from "./http/faults.js";
export type { CircleRequest } from "./http/answer-request.js";
export type { CircleConsole, Push } from "./state/console.js";
export type { CircleState } from "./state/circle-state.js";
export type { PipelineRecord, WorkflowRecord } from "./state/records.js";
