import type { CallOptions } from "@signalbox/release-core";
import type { Artifact, Build, BuildReads } from "../builds/ports.js";
import { ciAnswer } from "../errors.js";
import { artifactPage, type Job, jobPage, pipeline, type Pipeline, workflow, workflowPage } from "./answers.js";
import { listAll, SYSTEM } from "./ask.js";
import { buildOf, buildsOfPipeline, pipelineIdOf } from "./build-of.js";
import type { CircleSite } from "./circle-site.js";
import { findPipelines } from "./find-pipelines.js";
import { jobsOf } from "./jobs-of.js";
import { inGroups } from "./in-groups.js";
import { mayBeOf, pathOf, projectOf } from "./project.js";

/** As many questions at a time: a commit with ten tags has eleven pipelines. */
const AT_ONCE = 6;
/** Anything else is asked wrongly, and no build has it. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function circleReads(site: CircleSite): BuildReads {
  const { http, locate, bounds, appUrl } = site;

  const buildsOf = async (of: Pipeline, options?: CallOptions): Promise<Build[]> => {
    const workflows = await listAll(
      http,
      { what: `the workflows of pipeline ${of.number}`, path: `/pipeline/${of.id}/workflow`, schema: workflowPage },
      options,
    );
    return buildsOfPipeline(of, workflows, appUrl);
  };

  const findPipeline = async (id: string, options?: CallOptions): Promise<Pipeline | null> =>
    !UUID.test(id)
      ? null
      : http.find({ what: `pipeline ${id}`, path: `/pipeline/${encodeURIComponent(id)}`, schema: pipeline }, options);

  return {
    ci: "circleci",
    listBuilds: async (repository, query, options) => {
      const project = await projectOf(repository, locate);
      const pipelines = await findPipelines(http, { project, repository, query, bounds }, options);
      const builds = (await inGroups(AT_ONCE, pipelines, (each) => buildsOf(each, options))).flat();
      return builds.filter((build) => isNamed(build, query.workflow)).sort(newestFirst);
    },
    readBuild: async (repository, id, options) => {
      const project = await projectOf(repository, locate);
      const pipelineId = pipelineIdOf(id);
      if (pipelineId !== null) {
        const found = await findPipeline(pipelineId, options);
        if (found === null || !mayBeOf(project, found.project_slug)) return null;
        return (await buildsOf(found, options)).find((build) => build.id === id) ?? null;
      }
      if (!UUID.test(id)) return null;
      const what = `workflow ${id}`;
      const found = await http.find({ what, path: `/workflow/${encodeURIComponent(id)}`, schema: workflow }, options);
      if (found === null || !mayBeOf(project, found.project_slug)) return null;
      const of = await findPipeline(found.pipeline_id, options);
      if (of === null) throw ciAnswer({ system: SYSTEM, what }, "pipeline_id", "there is no such pipeline");
      return buildOf(of, found, appUrl);
    },
    listJobs: async (_repository, build, options) => jobsOf(await listWorkflowJobs(site, build, options), build),
    listArtifacts: async (repository, build, options) => {
      const project = await projectOf(repository, locate);
      const jobs = (await listWorkflowJobs(site, build, options)).filter((job) => job.job_number !== null);
      const lists = await inGroups(AT_ONCE, jobs, async ({ name, job_number: number }): Promise<Artifact[]> => {
        const what = `the artifacts of job ${name} (${number})`;
        const found = await listAll(
          http,
          { what, path: `${pathOf(project)}/${number}/artifacts`, schema: artifactPage },
          options,
        );
        return found.map(({ path, url }) => ({ path, job: name, url, size: null, digest: null, expiresAt: null }));
      });
      return lists.flat();
    },
    openArtifact: async ({ path, url }, options) => {
      const what = `the artifact ${path}`;
      if (!URL.canParse(url)) throw ciAnswer({ system: SYSTEM, what }, "url", "it is no URL");
      return http.open(what, new URL(url), options);
    },
  };
}

/** The jobs of a build as CircleCI tells them; none of a pipeline that has no workflow. */
export async function listWorkflowJobs({ http }: CircleSite, build: Build, options?: CallOptions): Promise<Job[]> {
  if (pipelineIdOf(build.id) !== null) return [];
  const path = `/workflow/${encodeURIComponent(build.id)}/job`;
  return listAll(http, { what: `the jobs of workflow ${build.name} (${build.id})`, path, schema: jobPage }, options);
}

/** A pipeline that could not begin may be the one that is asked for: the names of its workflows are not known. */
const isNamed = ({ id, name }: Build, wanted: string | undefined): boolean =>
  wanted === undefined || name === wanted || pipelineIdOf(id) !== null;

const newestFirst = (one: Build, other: Build): number => Date.parse(other.createdAt) - Date.parse(one.createdAt);
