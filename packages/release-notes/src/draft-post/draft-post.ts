import { defineOperation } from "@signalbox/release-core";
import type { DraftAction, DraftedPost } from "./action.js";
import { type DraftFacts, type DraftPorts, inspect } from "./inspect.js";
import { input } from "./input.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Puts a blog post on a branch of its own and opens a pull request for it. It is never published by itself: a person
 * merges it. A draft that is there already belongs to people and is not written again: neither its words nor its title,
 * nor whether it is a draft. The labels of an open pull request are as the input wishes: one that somebody took away is
 * put back, so take it out of the input as well. Nobody is asked for a review twice.
 */
export const draftPost = defineOperation<DraftPorts, typeof input, DraftFacts, DraftAction, DraftedPost>({
  kind: "draft-blog-post",
  input,
  inspect,
  plan,
  perform,
});
