import type { GitRepository } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Component } from "../config/inventory.js";
import { usage } from "../errors.js";
import { type Session, text } from "../session.js";
import { defined } from "../templates/defined.js";
import type { Wiring } from "../wiring/repositories.js";
import { type CiPlace, ciPlaceOf } from "./ci-place.js";

/** Which builds a command line means in one repository. */
export interface ChosenBuilds {
  readonly name: string;
  readonly place: CiPlace;
  /** Where the ref that was named is now. */
  readonly at: { readonly branch: string | null; readonly tag: string | null };
  /** For the operations and reads of builds. */
  readonly choice: {
    readonly repository: string;
    readonly commit: string;
    readonly branch?: string;
    readonly workflow?: string;
  };
}

/** `<ref> [repository…]`: without repositories all components, without a ref their mainlines. */
export async function chooseBuildsIn(session: Session, { config }: Wiring): Promise<readonly Component[]> {
  const [, ...named] = session.positionals;
  return chooseRepositories(session, config, config.components, named);
}

/** @throws ReleaseError `ERR_USAGE` when the repository has no such branch, tag or commit */
export async function chooseBuilds(
  session: Session,
  { config, repositories }: Wiring,
  { name, repository: location }: Component,
  options: CallOptions,
): Promise<ChosenBuilds> {
  const place = ciPlaceOf(config, location);
  const workflow = text(session, "workflow") ?? place.workflow;
  const [ref] = session.positionals;
  const given = text(session, "branch");
  const chosen = (commit: string, branch: string | undefined, tag: string | null = null): ChosenBuilds => ({
    ...{ name, place, at: { branch: branch ?? null, tag } },
    choice: { repository: location, commit, ...defined({ branch, workflow }) },
  });
  if (ref !== undefined && /^[0-9a-f]{40}$/.test(ref)) return chosen(ref, given);
  const repository = await repositories.open(location, options);
  await repository.refresh(options);
  const found = await findRef(repository, ref, options);
  if (found === null)
    throw usage(
      ref === undefined ? `${name} has no mainline.` : `${name} has no branch and no tag ${ref}.`,
      "Name a branch, a tag, or a commit with all of its 40 digits.",
    );
  const short = found.name.replace(/^refs\/(?:heads|tags)\//, "");
  return found.name.startsWith("refs/tags/")
    ? chosen(found.commit, given, short)
    : chosen(found.commit, given ?? short);
}

/** A branch comes before a tag of its name. */
async function findRef(repository: GitRepository, ref: string | undefined, options: CallOptions) {
  const wanted = ref === undefined ? [await repository.mainline(options)] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  const refs = await repository.listRefs(options);
  return wanted.map((full) => refs.find(({ name }) => name === full)).find((one) => one !== undefined) ?? null;
}
