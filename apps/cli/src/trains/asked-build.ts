import type { CiPorts } from "@signalbox/ci-gate";
import { type CallOptions, type Json, toJson } from "@signalbox/release-core";
import { buildNotClear } from "../errors.js";

/** A build that was asked for by hand, of one commit and branch, not before `since` (ISO time). */
export interface AskedBuild {
  readonly repository: string;
  readonly commit: string;
  readonly branch: string;
  readonly workflow?: string;
  readonly since: string;
  /** Its id, where `trigger-build` told it. A step that was killed has not. */
  readonly known?: string;
}

/**
 * The build that `trigger-build` began, found again by the same signs. Two are refused: nobody could say which of them has
 * the parameters that are meant.
 * @throws ReleaseError `ERR_CI_SEVERAL_BUILDS`, `ERR_CI_NO_BUILD`
 */
export async function askedBuild(input: Json, { systemOf }: CiPorts, options: CallOptions): Promise<Json> {
  const { repository, since, known, ...query } = input as unknown as AskedBuild;
  const builds = await systemOf(repository).listBuilds(repository, query, options);
  const answers = builds.filter(({ id, cause, createdAt }) =>
    known === undefined ? cause === "api" && Date.parse(createdAt) >= Date.parse(since) : id === known,
  );
  const [found, second] = answers;
  if (found === undefined || second !== undefined)
    throw buildNotClear(
      { ...query, since },
      answers.map(({ id }) => id),
    );
  const { id, name, url, createdAt } = found;
  return toJson({ id, name, url, createdAt: new Date(createdAt).toISOString() });
}
