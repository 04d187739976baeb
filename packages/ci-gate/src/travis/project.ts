import { slugOf, slugText } from "@signalbox/github";
import { isReleaseError } from "@signalbox/release-core";
import { ciNotConfigured } from "../errors.js";

export const SYSTEM = "Travis CI";

/** A repository as Travis names it. */
export interface Project {
  /** `owner/name` */
  readonly slug: string;
  /** The slash inside must be encoded. */
  readonly path: string;
}

/** @throws ReleaseError `ERR_CI_NOT_CONFIGURED` */
export function projectOf(repository: string): Project {
  try {
    const slug = slugText(slugOf(repository));
    return { slug, path: `/repo/${encodeURIComponent(slug)}` };
  } catch (error) {
    if (!isReleaseError(error)) throw error;
    throw ciNotConfigured(repository, "it names no owner and no name.", "Write owner/name, or the repository's URL.");
  }
}
