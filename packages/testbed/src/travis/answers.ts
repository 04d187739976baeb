import { begin, type BuildRecord, run, stateOf } from "./builds.js";
import { buildBody, jobBody, pageOf, repositoryBody } from "./bodies.js";
import type { OperationName } from "./contract.js";
import type { TravisState } from "./state.js";

/** Thrown by what the fake does; becomes Travis's error answer (renderer/error.rb). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export const notFound = (what: string): Refusal =>
  new Refusal(404, "not_found", `${what} not found (or insufficient access)`);

interface Call {
  readonly state: TravisState;
  /** The part of the path: a slug, or an id. */
  readonly of: string;
  readonly url: URL;
  readonly body: unknown;
}

export const ANSWERS: Readonly<Record<OperationName, (call: Call) => unknown>> = {
  "builds/find": ({ state, of, url }) => {
    if (!state.has(of)) throw notFound("repository");
    const branch = url.searchParams.get("branch.name");
    const events = url.searchParams.get("build.event_type")?.split(",");
    const found = state
      .buildsOf(of)
      .filter(({ push }) => branch === null || (push.tag ?? push.branch) === branch)
      .filter(({ push }) => events?.includes(push.event ?? "push") !== false)
      .sort((one, other) => other.number - one.number);
    const { shown, pagination } = pageOf(found, url);
    return {
      "@type": "builds",
      "@href": `${url.pathname}${url.search}`,
      "@representation": "standard",
      "@pagination": pagination,
      builds: shown.map((build) => buildBody(build, includes(url, "build.jobs"))),
    };
  },
  "build/find": ({ state, of, url }) => buildBody(buildOf(state, of), includes(url, "build.jobs")),
  "jobs/find": ({ state, of, url }) => {
    const build = buildOf(state, of);
    return {
      "@type": "jobs",
      "@href": `${url.pathname}${url.search}`,
      "@representation": "standard",
      jobs: build.jobs.map((job) => jobBody(build, job, includes(url, "job.config"))),
    };
  },
  "build/restart": ({ state, of }) => {
    const build = buildOf(state, of);
    const now = stateOf(build.jobs);
    // queries/build.rb, and what lib/travis/api/enqueue/services/restart_model.rb says of one that has not begun.
    if (["received", "queued", "started"].includes(now))
      throw new Refusal(409, "build_already_running", "build already running, cannot restart");
    if (now === "created")
      throw new Refusal(
        403,
        "error",
        "Builds have been temporarily disabled for private repositories due to a insufficient credit balance",
      );
    begin(build, state.now);
    run(build, state.now);
    return { "@type": "pending", build: buildBody(build, false), state_change: "restart", resource_type: "build" };
  },
  "requests/create": ({ state, of, body }) => {
    const { request } = body as { readonly request: { readonly branch?: string } };
    const { branch = "master" } = request;
    const remaining = state.spendRequest(of);
    if (remaining === null) throw new Refusal(429, "request_limit_reached", "request limit reached for resource");
    const last = state.buildsOf(of).findLast(({ push }) => push.branch === branch);
    // Travis takes it all the same, and refuses the request when it looks for the branch.
    if (last !== undefined) state.add(of, { ...last.push, event: "api" });
    return {
      "@type": "pending",
      remaining_requests: remaining,
      repository: repositoryBody(of),
      request: { id: 1000 + remaining, branch },
      resource_type: "request",
    };
  },
};

const includes = (url: URL, field: string): boolean =>
  url.searchParams.get("include")?.split(",").includes(field) === true;

function buildOf(state: TravisState, id: string): BuildRecord {
  const build = state.build(Number(id));
  if (build === undefined) throw notFound("build");
  return build;
}
