import { ReleaseError, type Json, type Problem } from "@signalbox/release-core";

export const fileMissing = (path: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_FILE_MISSING",
    message: `There is no readable file ${path}.`,
    hint: "Build or fetch it first, or correct the path.",
    details: { path },
    cause,
  });

export const codeOverflow = (version: string, why: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_VERSION_CODE_OVERFLOW",
    message: `${version} makes no version code: ${why}.`,
    hint: "With two digits a part, 3.100.0 and 4.0.0 would be the same code: take another rule from there on.",
    details: { version },
  });

/** The file is another one than when the plan was made. */
export const fileChanged = (path: string, planned: string, found: string | null): ReleaseError =>
  new ReleaseError({
    code: "ERR_FILE_CHANGED",
    message: `${path} is another file than the one that was checked; nothing was published.`,
    hint: "Plan again with the file that is meant.",
    details: { path, planned, found },
  });

/** The library has this code with other content. */
export const codeUsed = (packageName: string, versionCode: number, nextFree: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_CODE_USED",
    message: `${packageName} has the version code ${versionCode} already, with other content.`,
    hint: `Play takes a code once: build again with a free one, ${nextFree} or above.`,
    details: { package: packageName, versionCode, nextFree },
  });

/** What Play made of an upload is not what was sent. */
export const uploadDiffers = (path: string, sent: Json, stored: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_UPLOAD_DIFFERS",
    message: `Play took ${path} for something else than it is; nothing was published.`,
    hint: "Check the file, then try again.",
    details: { path, sent, stored },
  });

export const trackUnknown = (packageName: string, track: string, known: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_TRACK_UNKNOWN",
    message: `${packageName} has no track ${track}.`,
    hint:
      known.length === 0
        ? "Open testing is `beta`; a closed track has the name that the Console shows."
        : `It has ${known.join(", ")}. Open testing is \`beta\`.`,
    details: { package: packageName, track, known },
  });

/** What the edit shows forbids the change that was planned from less. */
export const releaseRefused = (packageName: string, track: string, problems: readonly Problem[]): ReleaseError =>
  new ReleaseError({
    code: problems[0]?.code ?? "ERR_PLAY_RELEASE_REFUSED",
    message: `${packageName}, ${track}: ${problems.map(({ message }) => message).join(" ")}`,
    hint: problems[0]?.hint ?? "Look at the track.",
    details: { package: packageName, track, problems: problems.map((problem) => ({ ...problem })) },
  });

/** Others changed the package again and again while this tried. */
export const editKeepsEnding = (packageName: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_EDIT_GONE",
    message: `The edit of ${packageName} was ended by others several times.`,
    hint: "Somebody works in the Console, or another program uses the same account: let them finish, then run it again.",
    details: { package: packageName },
    retryable: true,
    cause,
  });

export const publisherBusy = (packageName: string, owner: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_LOCKED",
    message: `${packageName} is being published by ${owner}.`,
    hint: "Two edits of one account end each other: wait until it is done.",
    details: { package: packageName, owner },
    retryable: true,
  });
