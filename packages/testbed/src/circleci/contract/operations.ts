import type * as z from "zod";
import * as shapes from "./shapes.js";

/** One operation, named as CircleCI's description does. */
export interface OperationContract {
  readonly name: string;
  readonly method: "GET" | "POST";
  /** Below `/api/v2`; `{slug}` is three parts. */
  readonly path: string;
  readonly query: readonly string[];
  /** Undefined: none is taken. */
  readonly body?: z.ZodType;
  readonly status: number;
  readonly answer: z.ZodType;
}

const page = ["page-token"];

export const OPERATIONS = [
  {
    name: "listPipelinesForProject",
    method: "GET",
    path: "/project/{slug}/pipeline",
    query: ["branch", ...page],
    status: 200,
    answer: shapes.pageOf(shapes.pipeline),
  },
  {
    name: "triggerPipeline",
    method: "POST",
    path: "/project/{slug}/pipeline",
    query: [],
    body: shapes.triggerBody,
    status: 201,
    answer: shapes.creation,
  },
  {
    name: "triggerPipelineRun",
    method: "POST",
    path: "/project/{slug}/pipeline/run",
    query: [],
    body: shapes.runBody,
    status: 201,
    answer: shapes.creation,
  },
  {
    name: "getJobArtifacts",
    method: "GET",
    path: "/project/{slug}/{number}/artifacts",
    query: page,
    status: 200,
    answer: shapes.pageOf(shapes.artifact),
  },
  {
    name: "getPipelineById",
    method: "GET",
    path: "/pipeline/{id}",
    query: [],
    status: 200,
    answer: shapes.pipeline,
  },
  {
    name: "listWorkflowsByPipelineId",
    method: "GET",
    path: "/pipeline/{id}/workflow",
    query: page,
    status: 200,
    answer: shapes.pageOf(shapes.workflow),
  },
  {
    name: "getWorkflowById",
    method: "GET",
    path: "/workflow/{id}",
    query: [],
    status: 200,
    answer: shapes.workflow,
  },
  {
    name: "listWorkflowJobs",
    method: "GET",
    path: "/workflow/{id}/job",
    query: page,
    status: 200,
    answer: shapes.pageOf(shapes.job),
  },
  {
    name: "rerunWorkflow",
    method: "POST",
    path: "/workflow/{id}/rerun",
    query: [],
    body: shapes.rerunBody,
    status: 202,
    answer: shapes.rerun,
  },
  {
    name: "approvePendingApprovalJobById",
    method: "POST",
    path: "/workflow/{id}/approve/{approval}",
    query: [],
    status: 202,
    answer: shapes.message,
  },
] as const satisfies readonly OperationContract[];

export type OperationName = (typeof OPERATIONS)[number]["name"];
