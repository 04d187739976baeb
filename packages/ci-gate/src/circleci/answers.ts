import * as z from "zod";

/**
 * What CircleCI answers, as far as it is looked at; what is new beside it does no harm.
 * Source: https://circleci.com/docs/api/v2/ (as of 2026-05); required and optional as there. CircleCI leaves out what it
 * has no value for, and in some places says null.
 */
const text = z.string().min(1);
const time = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "no time");
const absent = <Value extends z.ZodType>(value: Value) => value.nullish().transform((given) => given ?? null);

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_page_token: absent(z.string()) });

export const pipeline = z.object({
  id: text,
  number: z.number().int(),
  project_slug: text,
  state: z.string(),
  created_at: time,
  errors: absent(z.array(z.object({ type: absent(z.string()), message: absent(z.string()) }))),
  trigger: absent(z.object({ type: absent(z.string()) })),
  // Absent where a pipeline is of no repository, as one that a custom webhook began.
  vcs: absent(
    z.object({
      revision: absent(z.string()),
      branch: absent(z.string()),
      tag: absent(z.string()),
      origin_repository_url: absent(z.string()),
      target_repository_url: absent(z.string()),
    }),
  ),
});
export type Pipeline = z.infer<typeof pipeline>;
export const pipelinePage = pageOf(pipeline);

export const workflow = z.object({
  id: text,
  pipeline_id: text,
  pipeline_number: z.number().int(),
  project_slug: text,
  name: text,
  status: absent(z.string()),
  created_at: time,
  stopped_at: absent(time),
});
export type Workflow = z.infer<typeof workflow>;
export const workflowPage = pageOf(workflow);

export const job = z.object({
  id: text,
  name: text,
  type: z.string(),
  status: absent(z.string()),
  // An approval has none, nor has a job that has not begun.
  job_number: absent(z.number().int()),
  dependencies: absent(z.array(z.string())),
  started_at: absent(time),
  stopped_at: absent(time),
  approval_request_id: absent(z.string()),
});
export type Job = z.infer<typeof job>;
export const jobPage = pageOf(job);

export const artifactPage = pageOf(z.object({ path: text, url: z.url() }));

export const created = z.object({ id: absent(z.string()), message: absent(z.string()) });
/** Of a write whose answer holds nothing that is needed. */
export const accepted = z.unknown();
