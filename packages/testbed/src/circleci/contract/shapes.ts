import * as z from "zod";

/**
 * The shapes of CircleCI's interface, version 2, as far as it is served here. There is no description by the vendor that
 * could be had as a package, so each was written by hand. Sources:
 * - https://circleci.com/docs/api/v2/ (as of 2026-05): paths, parameters, bodies, statuses; a copy of its OpenAPI document is
 *   https://github.com/konfig-sdks/openapi-examples/blob/main/circleci/openapi.yaml (2024): which fields are required.
 * - `@circleci/mcp-server-circleci` 0.20.0, `dist/clients/schemas.js`: `stopped_at` and `next_page_token` may be null.
 * - https://circleci.com/docs/guides/orchestrate/workflows/#states: the states.
 */
const uuid = z.uuid();
const time = z.iso.datetime();
const values = z.record(z.string().max(128), z.union([z.string().max(512), z.number().int(), z.boolean()]));

/** Every list. */
export const pageOf = (item: z.ZodType): z.ZodType =>
  z.strictObject({ items: z.array(item), next_page_token: z.string().min(1).nullable() });

/** `getPipelineById`, and the items of `listPipelinesForProject`. */
export const pipeline = z.strictObject({
  id: uuid,
  errors: z.array(
    z.strictObject({
      type: z.enum(["config", "config-fetch", "timeout", "permission", "other", "plan"]),
      message: z.string(),
    }),
  ),
  project_slug: z.string(),
  updated_at: time.optional(),
  number: z.number().int().positive(),
  state: z.enum(["created", "errored", "setup-pending", "setup", "pending"]),
  created_at: time,
  trigger: z.strictObject({
    // The document names `scheduled_pipeline`, `explicit`, `api`, `webhook`; the GitHub App's have names of their own.
    type: z.string(),
    received_at: time,
    actor: z.strictObject({ login: z.string(), avatar_url: z.string().nullable() }),
  }),
  vcs: z
    .strictObject({
      provider_name: z.string(),
      target_repository_url: z.string(),
      origin_repository_url: z.string(),
      revision: z.string(),
      branch: z.string().optional(),
      tag: z.string().optional(),
    })
    .optional(),
});

/** `getWorkflowById`, and the items of `listWorkflowsByPipelineId`. */
export const workflow = z.strictObject({
  pipeline_id: uuid,
  id: uuid,
  name: z.string(),
  project_slug: z.string(),
  status: z.enum([
    "success",
    "running",
    "not_run",
    "failed",
    "error",
    "failing",
    "on_hold",
    "canceled",
    "unauthorized",
  ]),
  started_by: uuid,
  pipeline_number: z.number().int().positive(),
  created_at: time,
  stopped_at: time.nullable(),
});

/** The items of `listWorkflowJobs`. */
export const job = z.strictObject({
  id: uuid,
  name: z.string(),
  project_slug: z.string(),
  type: z.enum(["build", "approval"]),
  status: z.enum([
    "success",
    "running",
    "not_run",
    "failed",
    "retried",
    "queued",
    "not_running",
    "infrastructure_fail",
    "timedout",
    "on_hold",
    "terminated-unknown",
    "blocked",
    "canceled",
    "unauthorized",
  ]),
  dependencies: z.array(uuid),
  started_at: time.nullable(),
  stopped_at: time.nullable().optional(),
  job_number: z.number().int().positive().optional(),
  approval_request_id: uuid.optional(),
  approved_by: uuid.optional(),
});

/** The items of `getJobArtifacts`. */
export const artifact = z.strictObject({ path: z.string(), node_index: z.number().int(), url: z.url() });

/** `triggerPipeline`. */
export const triggerBody = z
  .strictObject({
    branch: z.string().min(1).optional(),
    tag: z.string().min(1).optional(),
    parameters: values.optional(),
  })
  .refine(({ branch, tag }) => branch === undefined || tag === undefined, "branch and tag are mutually exclusive");

const source = z
  .strictObject({ branch: z.string().min(1).optional(), tag: z.string().min(1).optional() })
  .refine(({ branch, tag }) => (branch === undefined) !== (tag === undefined), "exactly one of branch and tag");

/** `triggerPipelineRun`. */
export const runBody = z.strictObject({
  definition_id: uuid,
  config: source,
  checkout: source,
  parameters: values.optional(),
});

export const creation = z.strictObject({ id: uuid, state: z.string(), number: z.number().int(), created_at: time });

/** `rerunWorkflow`; `jobs` and what belongs to it are not served. */
export const rerunBody = z.strictObject({ from_failed: z.boolean().optional() });
export const rerun = z.strictObject({ workflow_id: uuid });

export const message = z.strictObject({ message: z.string() });
