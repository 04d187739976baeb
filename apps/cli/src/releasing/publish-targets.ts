import type { publishRelease, ReleasePorts } from "@signalbox/github-release";
import type { Component } from "../config/inventory.js";
import { usage } from "../errors.js";
import type { Target } from "../operate.js";
import { isSet, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { oneOf, type ReleaseCall, tagRulesOf } from "./release-call.js";

export type PublishInput = Parameters<ReturnType<typeof publishRelease>["plan"]>[0];

/**
 * The commit that a release is published at: that of the tag where there is one, else the target's. It is looked up
 * now, and from then on the plan and its apply hold to it.
 * @throws ReleaseError `ERR_USAGE` where neither is there
 */
export async function publishTargets(
  session: Session,
  { releases }: Pick<ReleasePorts, "releases">,
  { components, tagOf }: ReleaseCall,
): Promise<readonly Target<PublishInput>[]> {
  const target = text(session, "target");
  const latest = oneOf(session, "latest", ["true", "false", "legacy"]);
  const given = oneOf(session, "owner", ["tag-first", "release-first"]);
  const inputOf = async (component: Component): Promise<PublishInput> => {
    const tag = tagOf(component);
    const owner = given ?? ownerOf(component);
    const call = { signal: session.signal };
    const standing = await releases.find({ repository: component.repository, tag, ...defined({ target }) }, call);
    const commit = standing.tagCommit ?? (owner === "release-first" ? standing.target?.commit : null) ?? null;
    if (commit === null) throw noCommit(standing.repository.name, { tag, owner, target });
    return {
      repository: component.repository,
      tag,
      commit,
      owner,
      ...tagRulesOf(component),
      ...defined({ latest: latest === "legacy" ? latest : latest === undefined ? undefined : latest === "true" }),
      ...(isSet(session, "prerelease") ? { prerelease: true } : {}),
    };
  };
  const inputs = await Promise.all(components.map(inputOf));
  return inputs.map((input) => ({ repository: input.repository, input }));
}

const ownerOf = ({ release }: Component): PublishInput["owner"] =>
  release?.owner === "release-first" ? "release-first" : "tag-first";

const noCommit = (
  name: string,
  { tag, owner, target }: { readonly tag: string; readonly owner: string; readonly target: string | undefined },
): Error =>
  owner === "tag-first"
    ? usage(
        `${name} has no tag ${tag}.`,
        `Tag it first: signalbox tag. Or let publishing make the tag: --owner release-first --target <branch>.`,
      )
    : target === undefined
      ? usage(`${name} has no tag ${tag}, and nothing says what is released.`, "Name it: --target <branch or commit>.")
      : usage(`${name} has no branch or commit ${target}.`, "Check the spelling, or push it first.");
