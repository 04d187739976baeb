import type { CiSystem } from "@signalbox/ci-gate";

/** A system that is made by the first question. */
export function whenAsked(ci: CiSystem["ci"], make: () => Promise<CiSystem>): CiSystem {
  let made: Promise<CiSystem> | undefined;
  const open = (): Promise<CiSystem> => (made ??= make());
  return {
    ci,
    listBuilds: async (...asked) => (await open()).listBuilds(...asked),
    readBuild: async (...asked) => (await open()).readBuild(...asked),
    listJobs: async (...asked) => (await open()).listJobs(...asked),
    listArtifacts: async (...asked) => (await open()).listArtifacts(...asked),
    openArtifact: async (...asked) => (await open()).openArtifact(...asked),
    rerun: async (...asked) => (await open()).rerun(...asked),
    trigger: async (...asked) => (await open()).trigger(...asked),
    approve: async (...asked) => (await open()).approve(...asked),
  };
}

/** The same for a repository that CI knows by another name. */
export const calledThere = (system: CiSystem, project: string): CiSystem => ({
  ...system,
  listBuilds: (_, ...asked) => system.listBuilds(project, ...asked),
  readBuild: (_, ...asked) => system.readBuild(project, ...asked),
  listJobs: (_, ...asked) => system.listJobs(project, ...asked),
  listArtifacts: (_, ...asked) => system.listArtifacts(project, ...asked),
  rerun: (_, ...asked) => system.rerun(project, ...asked),
  trigger: (_, ...asked) => system.trigger(project, ...asked),
  approve: (_, ...asked) => system.approve(project, ...asked),
});
