import { slugOf } from "@signalbox/github";
import { isReleaseError } from "@signalbox/release-core";
import { ciNotConfigured } from "../errors.js";

/** A project of CircleCI. */
export interface CircleProject {
  /** `gh/owner/name`, `bb/owner/name`, or `circleci/<organisation id>/<project id>` from the project's settings. */
  readonly slug: string;
  /** Which of its pipelines is begun, where it has several: those of the GitHub App. Project settings, Pipelines. */
  readonly definitionId?: string | undefined;
}

/** Which project builds a repository; null: the one that is named like it. */
export type LocateProject = (repository: string) => CircleProject | null | Promise<CircleProject | null>;

/** A project as the paths of the interface name it. */
export interface Project {
  /** `gh`, `bb` or `circleci`. */
  readonly vcs: string;
  readonly organization: string;
  readonly name: string;
  readonly definitionId: string | null;
}

const VCS: Readonly<Record<string, string>> = {
  github: "gh",
  gh: "gh",
  bitbucket: "bb",
  bb: "bb",
  circleci: "circleci",
};
/** Not `.` nor `..`, which would lead elsewhere in a path. */
const PART = /^(?!\.{1,2}$)[^\s/?#]+$/;
const BY_SLUG =
  "Name the project: `gh/owner/name`, or `circleci/<organisation id>/<project id>` from its settings at CircleCI.";

/** @throws ReleaseError `ERR_CI_NOT_CONFIGURED` */
export async function projectOf(repository: string, locate: LocateProject): Promise<Project> {
  const { slug, definitionId = null } = (await locate(repository)) ?? { slug: slugFor(repository) };
  const [vcs = "", organization = "", name = "", ...rest] = slug.split("/");
  const known = Object.hasOwn(VCS, vcs) ? VCS[vcs] : undefined;
  const isWrong = [organization, name].some((part) => !PART.test(part));
  if (known === undefined || isWrong || rest.length > 0)
    throw ciNotConfigured(repository, `${slug} is no project of CircleCI.`, BY_SLUG);
  return { vcs: known, organization, name, definitionId };
}

/** `project/gh/owner/name`, for paths. */
export const pathOf = ({ vcs, organization, name }: Project): string =>
  `/project/${[vcs, organization, name].map(encodeURIComponent).join("/")}`;

export const slugTextOf = ({ vcs, organization, name }: Project): string => `${vcs}/${organization}/${name}`;

/**
 * False when an answer is surely of another project. A project of the GitHub App has ids in two spellings, so for those
 * nothing can be said.
 */
export function mayBeOf(project: Project, slug: string): boolean {
  const [vcs = "", ...rest] = slug.split("/");
  if (project.vcs === "circleci" || vcs === "circleci") return true;
  return `${VCS[vcs] ?? vcs}/${rest.join("/")}`.toLowerCase() === slugTextOf(project).toLowerCase();
}

function slugFor(repository: string): string {
  try {
    const { owner, repo } = slugOf(repository);
    if (/(?:^|[/@.])gitlab\.com[/:]/i.test(repository))
      throw ciNotConfigured(repository, "projects of GitLab have ids of their own.", BY_SLUG);
    return `${/(?:^|[/@.])bitbucket\.org[/:]/i.test(repository) ? "bb" : "gh"}/${owner}/${repo}`;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_CI_NOT_CONFIGURED") throw error;
    throw ciNotConfigured(repository, "it names no owner and no name.", BY_SLUG);
  }
}
