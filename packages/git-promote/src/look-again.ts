import type { GitRepository, Oid, Ref } from "@signalbox/git";
import { type CallOptions, type Context, planStale, callOptionsOf } from "@signalbox/release-core";
import type { ReadPorts } from "./ports.js";

/** A plan that is applied at once needs no second look at the remote: the lease of the push is one. */
const FRESH_MS = 30_000;

/** What every `perform` begins with: the repository, its refs as they are now, and the options for its calls. */
export async function lookAgain(ports: ReadPorts, location: string, context: Context): Promise<Look> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(location, options);
  await repository.refresh({ ...options, ifOlderThanMs: FRESH_MS });
  return { repository, refs: await repository.listRefs(options), options };
}

export interface Look {
  readonly repository: GitRepository;
  readonly refs: readonly Ref[];
  readonly options: CallOptions;
}

/** @throws ReleaseError `ERR_PLAN_STALE` for the first ref that is not where the plan saw it (null: not there) */
export function expectRefs(
  refs: readonly Ref[],
  expected: readonly { readonly ref: string; readonly commit: Oid | null }[],
): void {
  for (const { ref, commit } of expected) {
    const found = refs.find(({ name }) => name === ref)?.commit ?? null;
    if (found !== commit) throw planStale(ref, commit, found);
  }
}
