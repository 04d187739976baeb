import type { BuildWrites } from "../builds/ports.js";
import { ciCannot, ciUnknown } from "../errors.js";
import { accepted, created } from "./answers.js";
import { SYSTEM } from "./ask.js";
import { pipelineIdOf } from "./build-of.js";
import type { CircleSite } from "./circle-site.js";
import { pathOf, projectOf, slugTextOf } from "./project.js";
import { listWorkflowJobs } from "./reads.js";
import { JOB_STATES, stateOf } from "./states.js";
import { bodyOf } from "./trigger-body.js";

export function circleWrites(site: CircleSite): BuildWrites {
  const { http, locate } = site;
  return {
    rerun: async (_repository, build, from, options) => {
      const what = `rerun of workflow ${build.name} (${build.id})`;
      if (pipelineIdOf(build.id) !== null)
        throw ciCannot(
          { system: SYSTEM, what },
          build.problem ?? "the pipeline has no workflow",
          "There is nothing to run again: correct what is named, and begin a new build.",
        );
      const path = `/workflow/${encodeURIComponent(build.id)}/rerun`;
      const body = { from_failed: from === "failed" };
      await http.write({ what, method: "POST", path, body, schema: accepted }, options);
    },
    trigger: async (repository, request, options) => {
      const project = await projectOf(repository, locate);
      const question = { system: SYSTEM, what: `a pipeline of ${slugTextOf(project)}` };
      const { path, body } = bodyOf(question, project, request);
      const { id, message } = await http.write(
        { what: question.what, method: "POST", path: `${pathOf(project)}${path}`, body, schema: created },
        options,
      );
      if (id !== null) return id;
      if (message === null) throw ciUnknown(question, "the answer names no pipeline");
      // It was understood, and a rule of the project (`[ci skip]`, a filter) says that nothing runs.
      throw ciCannot(question, message, "See the project's settings and its filters.");
    },
    approve: async (_repository, build, { id, name }, options) => {
      const what = `approval of ${name} in workflow ${build.name} (${build.id})`;
      const job = (await listWorkflowJobs(site, build, options)).find((each) => each.id === id);
      const state = stateOf(JOB_STATES, job?.status ?? "");
      const request = job?.approval_request_id ?? null;
      if (request === null || state !== "held")
        throw ciCannot(
          { system: SYSTEM, what },
          job === undefined
            ? "the workflow has no such job"
            : `it does not wait for a person (${job.status ?? "no state"})`,
          "Look at the build: somebody may have approved it, or what comes before it is not over.",
        );
      const path = `/workflow/${encodeURIComponent(build.id)}/approve/${encodeURIComponent(request)}`;
      await http.write({ what, method: "POST", path, schema: accepted }, options);
    },
  };
}
