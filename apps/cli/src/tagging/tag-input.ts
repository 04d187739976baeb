import type { tagRelease } from "@signalbox/git-promote";
import type { Component } from "../config/inventory.js";
import { isSet, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import type { TagCall } from "./tag-call.js";

export type TagInput = Parameters<ReturnType<typeof tagRelease>["plan"]>[0];

/** What the configuration says of the component, and the command line of all. */
export function tagInput(session: Session, { version }: TagCall, component: Component): TagInput {
  const { repository, mainline, tagPattern, stream, releaseBranchPattern, publishesOnTag } = component;
  const rules = { mainline, tagPattern, stream, releaseBranchPattern, publishesOnTag };
  return { repository, ...defined({ version: version ?? undefined, ...rules }), ...tagChoices(session) };
}

/** The options that hold for every repository. */
export function tagChoices(session: Session): Omit<TagInput, "repository"> {
  const given = (name: string): true | undefined => (isSet(session, name) ? true : undefined);
  return defined({
    branch: text(session, "branch"),
    commit: text(session, "commit"),
    message: text(session, "message"),
    sign: given("sign"),
    strict: given("strict"),
    allowSharedCommit: given("allow-shared-commit"),
    annotated: isSet(session, "lightweight") ? false : undefined,
  });
}
