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
  const inputOf = async (component: Component): Promise<PublishInput | Missing> => {
    const tag = tagOf(component);
    const owner = given ?? ownerOf(component);
    const call = { signal: session.signal };
    const standing = await releases.find({ repository: component.repository, tag, ...defined({ target }) }, call);
    const commit = standing.tagCommit ?? (owner === "release-first" ? standing.target?.commit : null) ?? null;
    if (commit === null) return noCommit(standing.repository.name, { tag, owner, target });
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
  const found = await Promise.all(components.map(inputOf));
  const missing = found.filter(isMissing);
  if (missing.length > 0) {
    const messages = missing.map(({ message }) => message);
    throw usage(messages.join(" "), [...new Set(missing.map(({ hint }) => hint))].join(" "));
  }
  return found.flatMap((one) => (isMissing(one) ? [] : [{ repository: one.repository, input: one }]));
}

/** Why a release cannot be published; what is missing everywhere is told at once. */
interface Missing {
  readonly message: string;
  readonly hint: string;
}

const isMissing = (one: PublishInput | Missing): one is Missing => "hint" in one;

const ownerOf = ({ release }: Component): PublishInput["owner"] =>
  release?.owner === "release-first" ? "release-first" : "tag-first";

function noCommit(
  name: string,
  { tag, owner, target }: { readonly tag: string; readonly owner: string; readonly target: string | undefined },
): Missing {
  if (owner === "tag-first")
    return {
      message: `${name} has no tag ${tag}.`,
      hint: "Tag it first: signalbox tag. Or let publishing make the tag: --owner release-first --target <branch>.",
    };
  if (target === undefined)
    return {
      message: `${name} has no tag ${tag}, and nothing says what is released.`,
      hint: "Name it: --target <branch or commit>.",
    };
  return { message: `${name} has no branch or commit ${target}.`, hint: "Check the spelling, or push it first." };
}
