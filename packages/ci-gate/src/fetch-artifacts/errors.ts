import { ReleaseError } from "@signalbox/release-core";

export const artifactDiffers = (path: string, what: "size" | "digest", expected: string, found: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_ARTIFACT_DIFFERS",
    message: `The artifact ${path} came with another ${what} than CI told: ${found} instead of ${expected}.`,
    hint: "Nothing was kept of it. Run it again; when it stays so, something between here and CI changes it.",
    details: { path, what, expected, found },
    retryable: true,
  });

export const artifactIsPage = (path: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_ARTIFACT_PAGE",
    message: `Instead of the artifact ${path} a web page came.`,
    hint: "Nothing was kept of it. It is likely a page to sign in: check the token and the proxy.",
    details: { path },
  });

export const artifactTooLarge = (path: string, maxBytes: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_ARTIFACT_TOO_LARGE",
    message: `The artifact ${path} is larger than ${maxBytes} bytes.`,
    hint: "Nothing was kept of it. When it is right, allow more with `maxBytes`.",
    details: { path, maxBytes },
  });

export const fileFailed = (path: string, code: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_FILE_FAILED",
    message: `${path} cannot be read or written (${code}).`,
    hint: code === "ENOSPC" ? "Make room on the disk, and run it again." : "Look at the folder and its rights.",
    details: { path, reason: code },
    cause,
  });
