import type { CallOptions } from "@signalbox/release-core";

/** Files that lie elsewhere. */
export interface Downloads {
  /**
   * Fetches a file into a folder of the caller's, and answers its path there. What was fetched before, and is still the
   * same by `sha256`, is not fetched again.
   * @throws ReleaseError `ERR_DOWNLOAD_FAILED`, `ERR_ARTIFACT_DIFFERS`, `ERR_ARTIFACT_TOO_LARGE`
   */
  fetch(url: string, options?: CallOptions & { readonly sha256?: string | undefined }): Promise<string>;
}
