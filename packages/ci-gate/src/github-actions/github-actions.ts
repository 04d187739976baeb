import type { WorkflowRun } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";
import type { Build, CiSystem } from "../builds/ports.js";
import { ciCannot } from "../errors.js";
import { approvalsOf } from "./approvals.js";
import { buildOf, fileOf, isWanted, jobOf, placeOf, waitingFor, withWorkflowNames } from "./build-of.js";
import { asked, handedOn, SYSTEM } from "./failures.js";
import type { ActionsPorts } from "./ports.js";
import { actionsWrites } from "./writes.js";

/**
 * GitHub Actions. A build is a run of a workflow; begun again it keeps its id and has one attempt more, up to 30 days after
 * it was made. Approvals are environments that somebody reviews, under the environment's name. Artifacts belong to the
 * whole run and are zips, unless they were uploaded as one file. Neither the inputs of a run nor what a job needs is told.
 */
export function gitHubActions(ports: ActionsPorts): CiSystem {
  const { runs, artifacts } = ports;
  const withState = async (repository: string, run: WorkflowRun, options?: CallOptions): Promise<Build> =>
    buildOf(
      run,
      run.status === "waiting" ? waitingFor(await runs.listPending(repository, run.id, options)) : "unknown",
    );

  return {
    ci: "github-actions",
    listBuilds: (repository, query, options) =>
      asked(`the runs of ${repository} at ${query.commit.slice(0, 12)}`, async () => {
        const all = await runs.list(repository, query.commit, options);
        const wanted = withWorkflowNames(all).filter((run) => isWanted(run, query));
        return Promise.all(wanted.map((run) => withState(repository, run, options)));
      }),
    readBuild: (repository, id, options) =>
      asked(`run ${id} of ${repository}`, async () => {
        const run = /^\d{1,15}$/.test(id) ? await runs.read(repository, Number(id), options) : null;
        return run === null ? null : withState(repository, run, options);
      }),
    listJobs: (repository, build, options) =>
      asked(`the jobs of ${build.name} (run ${build.id})`, async () => {
        const id = Number(build.id);
        const jobs = await runs.listJobs(repository, { id, attempt: build.attempt }, options);
        const hasWaiting = jobs.some(({ status }) => status === "waiting");
        return [...jobs.map(jobOf), ...(await approvalsOf(runs, { repository, build, hasWaiting }, options))];
      }),
    listArtifacts: (repository, build, options) =>
      asked(`the artifacts of ${build.name} (run ${build.id})`, async () =>
        (await artifacts.list(repository, Number(build.id), options)).map(fileOf),
      ),
    openArtifact: async (artifact, options) => {
      const what = `artifact ${artifact.path}`;
      const place = placeOf(artifact);
      if (place === null)
        throw ciCannot(
          { system: SYSTEM, what },
          "its address is none of GitHub's",
          "List the artifacts of the run anew.",
        );
      return handedOn(what, await asked(what, () => artifacts.open(place.repository, place.id, options)));
    },
    ...actionsWrites(ports),
  };
}
