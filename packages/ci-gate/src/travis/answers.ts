import * as z from "zod";

/**
 * What Travis answers, as far as it is looked at; what is new beside it does no harm.
 * Source: `representation` in https://github.com/travis-ci/travis-api/tree/master/lib/travis/api/v3/renderer, and the
 * answers in spec/v3/services beside it.
 */
const time = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "no time");
const absent = <Value extends z.ZodType>(value: Value) => value.nullish().transform((given) => given ?? null);
const named = z.object({ name: z.string().min(1) });

const build = z.object({
  id: z.number().int(),
  number: z.string(),
  state: z.string(),
  event_type: absent(z.string()),
  started_at: absent(time),
  finished_at: absent(time),
  repository: z.object({ slug: z.string() }),
  // Null where Travis has forgotten the branch; of a tag's build it may be the tag.
  branch: absent(named),
  tag: absent(named),
  commit: z.object({ sha: z.string(), ref: absent(z.string()), committed_at: absent(time) }),
});
export type ListedBuild = z.infer<typeof build>;

/** `next` is null on the last page; where Travis counts nothing (`EFFICIENT_PAGINATION_ENABLED`) it goes on until a page is empty. */
const pagination = z.object({ next: absent(z.object({ offset: absent(z.number().int()) })) });
export const buildPage = z.object({ builds: z.array(build), "@pagination": pagination });

/** With `include=build.jobs`; a build itself has no time at which it was made. */
export const wholeBuild = build.extend({
  jobs: z.array(z.object({ created_at: absent(time), restarted_at: absent(time) })),
});
export type WholeBuild = z.infer<typeof wholeBuild>;

/** With `include=job.config`. */
const job = z.object({
  id: z.number().int(),
  number: z.string(),
  state: z.string(),
  started_at: absent(time),
  finished_at: absent(time),
  stage: absent(z.object({ number: z.number().int(), name: absent(z.string()) })),
  config: absent(z.object({ name: absent(z.string()) })),
});
export type Job = z.infer<typeof job>;
export const jobList = z.object({ jobs: z.array(job) });

/** Of a write whose answer holds nothing that is needed. */
export const accepted = z.unknown();
