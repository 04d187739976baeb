import { type CallOptions, realSleep, type Sleep } from "@signalbox/release-core";
import type { QueryClient } from "../client-queries/query-client.js";
import { historyMoved } from "../errors.js";
import { type Locate, slugOf, slugText } from "../slug.js";
import { tellPage } from "../tell-page.js";
import type { HistoryAnswer, OverviewAnswer, RangeAnswer, TagsAnswer } from "./answers.js";
import { batches } from "./batches.js";
import type { Question } from "./compose-query.js";
import type { RemoteCommit, RemoteHistory, RemoteTag } from "./port.js";
import {
  distanceQuestion,
  historyQuestion,
  moreCommitsQuestion,
  moreTagsQuestion,
  overviewQuestion,
  rangeQuestion,
} from "./questions.js";
import { commitOf, commitsOf, headOf, justMergedOf, mergedHeadsOf, missingPaths, tagsOf } from "./read-answer.js";
import { batchSender } from "./send-batch.js";

export interface HistoryOptions {
  /** Default: `slugOf`. */
  readonly locate?: Locate;
  /** How to wait when the host asks for it. */
  readonly sleep?: Sleep;
}

/** So many pages of tags are read and no more. */
const MOST_TAG_PAGES = 10;

/**
 * Histories by GraphQL. Questions of one turn of the event loop travel together: about twenty lists of tags, or three
 * comparisons, a request, all requests at once; see `batches` for what happens when that is too much.
 */
export function historyOn(client: QueryClient, options: HistoryOptions = {}): RemoteHistory {
  const { locate = slugOf, sleep = realSleep } = options;
  const ask = batches(batchSender(client), sleep);
  const answer = async <T>(question: Question, call: CallOptions): Promise<T> => (await ask(question, call)) as T;

  return {
    overview: async (location, { mainline } = {}, call = {}) => {
      const slug = await locate(location);
      const first = await answer<OverviewAnswer>(overviewQuestion(slug, mainline), call);
      const tags: RemoteTag[] = [...tagsOf(first.tags)];
      let page = first.tags?.pageInfo;
      for (let pages = 1; page?.hasNextPage === true && page.endCursor !== null && pages < MOST_TAG_PAGES; pages += 1) {
        tellPage(`the tags of ${slugText(slug)}`, { done: tags.length, total: first.tags?.totalCount }, call);
        const more = await answer<{ tags: TagsAnswer | null }>(moreTagsQuestion(slug, page.endCursor), call);
        tags.push(...tagsOf(more.tags));
        page = more.tags?.pageInfo;
      }
      const head = first.mainline?.target ?? null;
      return {
        slug: first.nameWithOwner,
        isArchived: first.isArchived,
        isEmpty: first.isEmpty,
        mainline: first.mainline === null || head === null ? null : { name: first.mainline.name, head: commitOf(head) },
        tags,
        hasAllTags: page?.hasNextPage !== true,
      };
    },

    range: async (location, { base, head, paths = [], limit }, call = {}) => {
      const slug = await locate(location);
      const compared = { ref: base.ref, head };
      const first = await answer<RangeAnswer>(rangeQuestion(slug, compared, paths), call);
      const tip = headOf(first.ref?.target ?? null);
      if (first.ref === null || tip?.oid !== base.commit) throw historyMoved(location, base.ref);
      const comparison = first.ref.compare;
      if (comparison === null) return null;
      const justMerged = justMergedOf(first);
      const commits: RemoteCommit[] = [...commitsOf(comparison.commits, paths, justMerged)];
      let page = comparison.commits.pageInfo;
      while (page.hasNextPage && page.endCursor !== null && commits.length < limit) {
        tellPage(`commits of ${slugText(slug)}`, { done: commits.length, total: comparison.aheadBy }, call);
        const question = moreCommitsQuestion(slug, compared, { after: page.endCursor, paths });
        const { ref } = await answer<Pick<RangeAnswer, "ref">>(question, call);
        if (ref === null || ref.compare === null) throw historyMoved(location, base.ref);
        commits.push(...commitsOf(ref.compare.commits, paths, justMerged));
        page = ref.compare.commits.pageInfo;
      }
      const { aheadBy, behindBy } = comparison;
      return {
        base: commitOf(tip),
        mergedHeads: mergedHeadsOf(tip),
        aheadBy,
        behindBy,
        commits,
        // The number is asked besides: a list that ends early must not pass for a whole one.
        isComplete: !page.hasNextPage && commits.length >= aheadBy,
        missingPaths: missingPaths(first.atHead, paths),
      };
    },

    commits: async (location, { head, paths = [], limit }, call = {}) => {
      const slug = await locate(location);
      const commits: RemoteCommit[] = [];
      let after: string | null = null;
      let missing: readonly string[] = [];
      for (;;) {
        const page: HistoryAnswer = await answer(historyQuestion(slug, head, { after, paths }), call);
        const list = page.start?.history;
        if (list === undefined) throw historyMoved(location, head);
        commits.push(...commitsOf(list, paths, justMergedOf(page)));
        missing = missingPaths(page.atHead, paths);
        after = list.pageInfo.endCursor;
        const hasMore = list.pageInfo.hasNextPage && after !== null;
        if (!hasMore || commits.length >= limit) return { commits, isComplete: !hasMore, missingPaths: missing };
        tellPage(`commits of ${slugText(slug)}`, { done: commits.length }, call);
      }
    },

    distance: async (location, { base, head }, call = {}) => {
      const slug = await locate(location);
      const { ref } = await answer<Pick<RangeAnswer, "ref">>(distanceQuestion(slug, { ref: base.ref, head }), call);
      if (ref === null) throw historyMoved(location, base.ref);
      return ref.compare === null ? null : { aheadBy: ref.compare.aheadBy, behindBy: ref.compare.behindBy };
    },
  };
}
