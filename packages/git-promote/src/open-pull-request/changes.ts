import { lackingIn, type PullRequest } from "@signalbox/github";
import { isSameText, withOwnBlocks } from "../pull-request/own-blocks.js";
import { blocksOf, type OpenInput } from "./input.js";

/** What an open pull request lacks. */
export interface OpenChanges {
  readonly title?: string;
  readonly body?: string;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
}

/** Null when it is as wished. Pure. */
export function changesOf(input: OpenInput, open: PullRequest): OpenChanges | null {
  const body = withOwnBlocks(open.body, blocksOf(input));
  const { labels, reviewers } = lackingIn(open, input);
  const changes = {
    ...(input.title !== undefined && input.title !== open.title && { title: input.title }),
    ...(!isSameText(body, open.body) && { body }),
    labels,
    reviewers,
  };
  const isNothing = Object.keys(changes).length === 2 && labels.length === 0 && reviewers.length === 0;
  return isNothing ? null : changes;
}
