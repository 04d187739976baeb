import type { Repositories } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { ReleaseComponent } from "./component.js";
import type { ReadRepository } from "./repository-view.js";

/** Every ref and the whole graph behind them: one listing of refs and one of commits, however many tags there are. */
export async function readRepository(
  repositories: Repositories,
  location: string,
  components: readonly ReleaseComponent[],
  options: CallOptions,
): Promise<ReadRepository> {
  const repository = await repositories.open(location, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const tips = [...new Set(refs.map(({ commit }) => commit))].sort();
  const commits = await repository.listCommits(tips, [], options);
  return {
    name: components[0]?.name ?? repository.name,
    repository: repository.location,
    refs,
    commits,
    mainline: await repository.mainline(options),
    components,
  };
}
