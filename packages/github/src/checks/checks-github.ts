import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { answerIncomplete } from "../errors.js";
import { type AskPage, shrinkingPages } from "../page-size.js";
import { query } from "../send.js";
import { tellPage } from "../tell-page.js";
import { type Locate, type Slug, slugOf } from "../slug.js";
import { CHECKS_QUERY, type ChecksAnswer, type Connection, type ContextNode, type SuiteNode } from "./checks-query.js";
import { checksByRest, isOlderHost } from "./checks-rest.js";
import { checkOf, lonelyRunOf } from "./parse-checks.js";
import type { Checks, CommitChecks, Revision } from "./port.js";
import { requiredChecksOf } from "./required-checks.js";

/**
 * `Checks` over a client: one request for a commit with up to 100 checks and 100 suites, two more for what a branch asks
 * for. Where the host's GraphQL lacks the fields, REST is asked.
 */
export function checksOn(client: GitHubClient, { locate = slugOf }: { readonly locate?: Locate } = {}): Checks {
  return {
    listChecks: async (repository, revision, options) => {
      const slug = await locate(repository);
      try {
        return await checksByGraphql(client, slug, revision, options);
      } catch (error) {
        if (!isOlderHost(error)) throw error;
        return checksByRest(client, slug, revision, options);
      }
    },
    requiredChecks: async (repository, branch, options) =>
      requiredChecksOf(client, await locate(repository), branch, options),
  };
}

const NAME = "the checks of a commit";

async function checksByGraphql(
  client: GitHubClient,
  slug: Slug,
  revision: Revision,
  options?: CallOptions,
): Promise<CommitChecks | null> {
  const ask = asking(client, slug, shrinkingPages(NAME, options), options);
  const first = await ask(expressionOf(revision), WHOLE);
  const found = first?.__typename === "Tag" ? await ask(first.target?.oid ?? "", WHOLE) : first;
  if (found?.oid === undefined) return null;
  const commit = found.oid;
  const contexts = await collect(options, found.statusCheckRollup?.contexts, async (after) => {
    const next = await ask(commit, { ...NOTHING, withContexts: true, contextsAfter: after });
    return next?.statusCheckRollup?.contexts;
  });
  const suites = await collect(options, found.checkSuites, async (after) => {
    const next = await ask(commit, { ...NOTHING, withSuites: true, suitesAfter: after });
    return next?.checkSuites;
  });
  return { commit, checks: checksIn(contexts, suites) };
}

const checksIn = (contexts: readonly ContextNode[], suites: readonly SuiteNode[]): CommitChecks["checks"] => [
  ...contexts.map(checkOf),
  ...suites.map(lonelyRunOf).filter((check) => check !== null),
];

const expressionOf = (revision: Revision): string =>
  "commit" in revision ? revision.commit : `refs/heads/${revision.branch}`;

interface Wanted {
  readonly withContexts: boolean;
  readonly contextsAfter: string | null;
  readonly withSuites: boolean;
  readonly suitesAfter: string | null;
}

const NOTHING: Wanted = { withContexts: false, contextsAfter: null, withSuites: false, suitesAfter: null };
const WHOLE: Wanted = { ...NOTHING, withContexts: true, withSuites: true };

const asking =
  (client: GitHubClient, { owner, repo }: Slug, paging: AskPage, options?: CallOptions) =>
  (expression: string, wanted: Wanted) =>
    paging(async (first) => {
      const variables = { owner, name: repo, expression, first, ...wanted };
      const answer = await query<ChecksAnswer>(client, NAME, { text: CHECKS_QUERY, variables }, options);
      return answer.repository?.object ?? null;
    });

/** All pages. @throws ReleaseError `ERR_GITHUB_INCOMPLETE` when some entries are hidden */
async function collect<Node>(
  options: CallOptions | undefined,
  first: Connection<Node> | null | undefined,
  next: (after: string | null) => Promise<Connection<Node> | null | undefined>,
): Promise<readonly Node[]> {
  const found: Node[] = [];
  let page = first;
  while (page !== null && page !== undefined) {
    found.push(...(page.nodes ?? []).filter((node): node is Awaited<Node> & Node => node !== null));
    if (!page.pageInfo.hasNextPage) {
      if (found.length < page.totalCount) throw answerIncomplete(NAME, page.totalCount, found.length);
      return found;
    }
    tellPage(NAME, { done: found.length, total: page.totalCount }, options);
    page = await next(page.pageInfo.endCursor);
  }
  return found;
}
