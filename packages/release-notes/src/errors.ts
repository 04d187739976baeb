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

export const revisionNotFound = (revision: string, repository: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REVISION_NOT_FOUND",
    message: `${repository} has no tag, branch or commit ${JSON.stringify(revision)}.`,
    hint: "Name a tag, a branch or a full commit id; a clone may have to be fetched first.",
    details: { repository, revision },
  });

export const historyIncomplete = (component: string, read: number, told: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_HISTORY_INCOMPLETE",
    message: `Git told ${read} commits of ${component}, and ${told} of them came into the notes.`,
    hint: "Please report this, with the repository if it is public: no commit may be lost.",
    details: { component, read, told },
  });

export const releaseYmlInvalid = (place: string, expected: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RELEASE_YML_INVALID",
    message: `.github/release.yml: ${place} must be ${expected}.`,
    hint: "Its form is described at https://docs.github.com/en/repositories/releasing-projects-on-github/automatically-generated-release-notes.",
    details: { place, expected },
  });
