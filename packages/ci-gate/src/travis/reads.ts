import type { BuildReads } from "../builds/ports.js";
import type { CallOptions } from "@signalbox/release-core";
import { ciCannot } from "../errors.js";
import type { HttpClient } from "../http/http-client.js";
import { jobList, type WholeBuild, wholeBuild } from "./answers.js";
import { type AppUrl, buildOf, jobsOf } from "./build-of.js";
import { findBuilds } from "./find-builds.js";
import { projectOf, SYSTEM } from "./project.js";

/** What reads and writes share. */
export interface TravisSite {
  readonly http: HttpClient;
  readonly appUrl: AppUrl;
  readonly mostBuilds: number;
}

export function travisReads({ http, appUrl, mostBuilds: most }: TravisSite): BuildReads {
  const wholeOf = (id: string, options?: CallOptions): Promise<WholeBuild | null> =>
    http.find(
      { what: `build ${id}`, path: `/build/${id}`, query: { include: "build.jobs" }, schema: wholeBuild },
      options,
    );
  return {
    ci: "travis",
    listBuilds: async (repository, query, options) => {
      const listed = await findBuilds(http, { project: projectOf(repository), query, most }, options);
      const whole = await Promise.all(listed.map(({ id }) => wholeOf(String(id), options)));
      return whole.flatMap((build) => (build === null ? [] : buildOf(build, appUrl)));
    },
    readBuild: async (repository, id, options) => {
      const { slug } = projectOf(repository);
      const build = /^\d{1,15}$/.test(id) ? await wholeOf(id, options) : null;
      return build?.repository.slug.toLowerCase() === slug.toLowerCase() ? buildOf(build, appUrl) : null;
    },
    listJobs: async (_repository, build, options) => {
      const what = `the jobs of build ${build.id}`;
      const path = `/build/${encodeURIComponent(build.id)}/jobs`;
      const { jobs } = await http.read({ what, path, query: { include: "job.config" }, schema: jobList }, options);
      return jobsOf(jobs, build);
    },
    listArtifacts: (_repository, { id }) => Promise.reject(keepsNoFiles(`the files of build ${id}`)),
    openArtifact: ({ path }) => Promise.reject(keepsNoFiles(path)),
  };
}

const keepsNoFiles = (what: string) =>
  ciCannot(
    { system: SYSTEM, what },
    "it keeps no files",
    "Let the build upload them (`deploy: releases`), and wait for the assets of the release on GitHub.",
  );
