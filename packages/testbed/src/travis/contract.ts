import * as z from "zod";

/**
 * Version 3 of Travis's interface as far as it is served here. Travis publishes no description, so each shape was written
 * by hand from https://github.com/travis-ci/travis-api (as of 2025-12): paths from lib/travis/api/v3/routes.rb, fields from
 * `representation` in lib/travis/api/v3/renderer/<name>.rb, values from the answers in spec/v3/services/<name>.
 */
const time = z.iso.datetime().nullable();
const id = z.number().int().positive();
const minimal = <Shape extends z.ZodRawShape>(type: string, shape: Shape) =>
  z.strictObject({ "@type": z.literal(type), "@href": z.string().optional(), "@representation": z.string(), ...shape });

/** `created` by initial_state and `clear`, the others by the events of lib/travis/hub/model/{build,job}.rb of travis-hub. */
const state = z.enum(["created", "queued", "received", "started", "passed", "failed", "errored", "canceled"]);

// renderer/repository.rb, branch.rb, tag.rb, commit.rb, stage.rb: :minimal
const repository = minimal("repository", { id, name: z.string(), slug: z.string() });
const branch = minimal("branch", { name: z.string() });
const tag = minimal("tag", { repository_id: id, name: z.string(), last_build_id: id });
const commit = minimal("commit", {
  id,
  sha: z.string().length(40),
  ref: z.string().regex(/^refs\//),
  message: z.string(),
  compare_url: z.string(),
  committed_at: time,
});
const stage = minimal("stage", {
  id,
  number: z.number().int().positive(),
  name: z.string(),
  state,
  started_at: time,
  finished_at: time,
});

// renderer/job.rb: :minimal, :standard, and `config` by include=job.config
const smallJob = minimal("job", { id });
const job = minimal("job", {
  id,
  allow_failure: z.boolean(),
  number: z.string().regex(/^\d+\.\d+$/),
  state,
  started_at: time,
  finished_at: time,
  created_at: time,
  updated_at: time,
  restarted_at: time,
  stage: stage.nullable(),
  config: z.record(z.string(), z.unknown()).optional(),
});

// renderer/build.rb: :standard
const build = minimal("build", {
  id,
  number: z.string().regex(/^\d+$/),
  state,
  duration: z.number().nullable(),
  event_type: z.enum(["push", "pull_request", "api", "cron"]),
  previous_state: state.nullable(),
  pull_request_title: z.string().nullable(),
  pull_request_number: z.number().nullable(),
  started_at: time,
  finished_at: time,
  updated_at: time,
  private: z.boolean(),
  priority: z.boolean(),
  repository,
  branch: branch.nullable(),
  tag: tag.nullable(),
  commit,
  jobs: z.array(z.union([job, smallJob])),
  stages: z.array(stage),
});

// collection_renderer.rb, paginator.rb and paginator/url_generator.rb
const place = z.strictObject({ "@href": z.string(), offset: z.number().int(), limit: z.number().int() });
const pagination = z.strictObject({
  limit: z.number().int(),
  offset: z.number().int(),
  count: z.number().int(),
  is_first: z.boolean(),
  is_last: z.boolean(),
  next: place.nullable(),
  prev: place.nullable(),
  first: place,
  last: place,
});
const list = { "@href": z.string(), "@representation": z.literal("standard") };

// renderer/accepted.rb with services/build/restart.rb and services/requests/create.rb
const restarted = z.strictObject({
  "@type": z.literal("pending"),
  build: z.object({ id }),
  state_change: z.literal("restart"),
  resource_type: z.literal("build"),
});
const requested = z.strictObject({
  "@type": z.literal("pending"),
  remaining_requests: z.number().int(),
  repository,
  request: z.object({ id, branch: z.string() }),
  resource_type: z.literal("request"),
});

/** queries/request.rb; https://docs.travis-ci.com/user/triggering-builds */
const requestBody = z.strictObject({
  request: z.strictObject({
    branch: z.string().optional(),
    sha: z.string().optional(),
    message: z.string().optional(),
    merge_mode: z.enum(["replace", "merge", "deep_merge", "deep_merge_append", "deep_merge_prepend"]).optional(),
    config: z.object({ env: z.object({ global: z.array(z.string()) }) }).optional(),
  }),
});

export interface Operation {
  readonly method: "GET" | "POST";
  /** What is between its parts is in the groups. */
  readonly path: RegExp;
  readonly query: readonly string[];
  readonly body: z.ZodType | null;
  readonly status: number;
  readonly answer: z.ZodType;
}

/** The order of `resource` in routes.rb does not matter here: no path is another one's beginning. */
export const OPERATIONS = {
  "builds/find": {
    method: "GET",
    path: /^\/repo\/([^/]+%2F[^/]+)\/builds$/i,
    // services/builds/find.rb
    query: ["limit", "offset", "branch.name", "build.event_type", "build.state", "include"],
    body: null,
    status: 200,
    answer: z.strictObject({
      "@type": z.literal("builds"),
      ...list,
      "@pagination": pagination,
      builds: z.array(build),
    }),
  },
  "build/find": {
    method: "GET",
    path: /^\/build\/(\d+)$/,
    query: ["include"],
    body: null,
    status: 200,
    answer: build,
  },
  "jobs/find": {
    method: "GET",
    path: /^\/build\/(\d+)\/jobs$/,
    query: ["include"],
    body: null,
    status: 200,
    answer: z.strictObject({ "@type": z.literal("jobs"), ...list, jobs: z.array(job) }),
  },
  "build/restart": {
    method: "POST",
    path: /^\/build\/(\d+)\/restart$/,
    query: [],
    body: null,
    status: 202,
    answer: restarted,
  },
  "requests/create": {
    method: "POST",
    path: /^\/repo\/([^/]+%2F[^/]+)\/requests$/i,
    query: [],
    body: requestBody,
    status: 202,
    answer: requested,
  },
} satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof OPERATIONS;

export const problemsOf = (shape: z.ZodType, value: unknown): readonly string[] =>
  (shape.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
