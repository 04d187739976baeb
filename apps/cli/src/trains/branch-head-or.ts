import type { BuildPorts } from "@signalbox/ci-gate";
import type { CallOptions, Json } from "@signalbox/release-core";

type Fields = { readonly [field: string]: Json };

/** Of a gate without a commit: the head of its branch as it is now, so that a fix which is pushed meanwhile counts. */
export async function branchHeadOr(given: Fields, { heads }: BuildPorts, options: CallOptions): Promise<Fields> {
  const { repository, branch, commit } = given;
  if (commit !== undefined || typeof branch !== "string" || typeof repository !== "string") return given;
  const head = await heads.headOf(repository, `refs/heads/${branch}`, options);
  return head === null ? given : { ...given, commit: head };
}
