import { ReleaseError } from "@signalbox/release-core";

export const mainlineMissing = (wanted: string | null, repository: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_MAINLINE_MISSING",
    message:
      wanted === null
        ? `${repository} does not say which branch is its mainline.`
        : `${repository} has no branch ${wanted}, which is given as its mainline.`,
    hint: "Name the mainline of the component, for example `mainline: main`.",
    details: { repository, mainline: wanted },
  });

export const tagPatternInvalid = (tagPattern: string, component: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TAG_PATTERN_INVALID",
    message: `The tag pattern ${JSON.stringify(tagPattern)} of ${component} does not have {version} exactly once.`,
    hint: "Write it as `v{version}`, `{version}` or `api/v{version}`.",
    details: { tagPattern, component },
  });

/** The same code as that of a clone without commits. */
export const repositoryEmpty = (repository: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REPOSITORY_EMPTY",
    message: `${repository} has no commits.`,
    hint: "Push a first commit, or take it out of the list.",
    details: { repository },
  });
