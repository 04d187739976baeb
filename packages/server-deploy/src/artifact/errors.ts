import { ReleaseError } from "@signalbox/release-core";
import { shown } from "../shown.js";

const again = "Build it or fetch it again; nothing was sent to any server.";

export const artifactMissing = (path: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ARTIFACT_MISSING",
    message: `There is no file ${path}.`,
    hint: "Build it or fetch it first, or correct the path.",
    details: { path },
  });

/** It ends before its own headers say so. */
export const artifactTruncated = (name: string, part: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ARTIFACT_TRUNCATED",
    message: `${shown(name)} is cut off: its ${part} is not whole.`,
    hint: again,
    details: { name: shown(name), part },
  });

/** It is no package, or one whose headers contradict each other. */
export const artifactUnreadable = (name: string, why: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ARTIFACT_UNREADABLE",
    message: `${shown(name)} is not a package that can be read: ${shown(why)}.`,
    hint: `A .deb or an .rpm is expected. ${again}`,
    details: { name: shown(name), why: shown(why) },
  });

/** A part that a package has in kilobytes has grown beyond all reason. */
export const artifactTooLarge = (name: string, part: string, maxBytes: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_ARTIFACT_TOO_LARGE",
    message: `The ${part} of ${shown(name)} is larger than ${maxBytes} bytes.`,
    hint: "No package needs as much there: look at where the file came from before you install it.",
    details: { name: shown(name), part, maxBytes },
  });

export const artifactDiffers = (name: string, expected: string, found: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ARTIFACT_DIFFERS",
    message: `${shown(name)} has the sha256 ${found.slice(0, 12)}…, not ${expected.slice(0, 12)}….`,
    hint: "It is another file than the one that was meant: compare both with the release, and fetch it again.",
    details: { name: shown(name), expected, found },
  });

export const checksumMissing = (name: string, list: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CHECKSUM_MISSING",
    message: `${list} has no sha256 of ${shown(name)}.`,
    hint: "Check that both are of the same release; a file that was added later is not vouched for.",
    details: { name: shown(name), list },
  });

/** `status`: of the answer; null when there was none. */
export const downloadFailed = (url: string, status: number | null, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_DOWNLOAD_FAILED",
    message: `${url} could not be fetched: ${status === null ? "no answer" : `status ${status}`}.`,
    hint:
      status === 401 || status === 403 || status === 404
        ? "Check the address and the right to read it; a release shows its files some minutes after its tag."
        : "Try again in a moment.",
    details: { url, status },
    retryable: status === null || status === 429 || status >= 500,
    cause,
  });
