import type { GitHub } from "../../../src/github/index.js";
import { protectBranch } from "../../../src/github/state/protect-branch.js";
import type { RepositoryRecord } from "../../../src/github/state/records.js";
import { gitText, runGit } from "../../../src/git/run-git.js";
import type { Recorded } from "./read-recordings.js";

/** What a recording did by a request that the fake does not serve, done to the fake from behind. */
export interface StandIn {
  readonly request: RegExp;
  play(gitHub: GitHub, recorded: Recorded): Promise<StoodIn>;
}

interface StoodIn {
  /** As much of the answer as names something. */
  readonly made?: unknown;
  /** GET of the same address answers in the same form. */
  readonly look?: boolean;
}

export const STAND_INS: readonly StandIn[] = [
  { request: /^POST \/orgs\/[^/]+\/repos$/, play: (gitHub) => Promise.resolve({ made: idsOf(theOne(gitHub)) }) },
  {
    request: /^PUT \/repos\/.+\/contents\//,
    play: async (gitHub, { url, body }) => {
      const { content, message } = body as { content: string; message: string };
      const name = url.pathname.replace(/.*\/contents\//, "");
      return { made: { commit: { sha: await commitFile(theOne(gitHub).path, { name, content, message }) } } };
    },
  },
  {
    request: /^PATCH \/repos\/[^/]+\/[^/]+$/,
    play: (gitHub, { body }) => {
      const repository = theOne(gitHub);
      gitHub.state.rename(repository, `${repository.owner}/${(body as { name: string }).name}`);
      return Promise.resolve({});
    },
  },
  { request: /^PUT \/teams\//, play: () => Promise.resolve({}) },
  {
    request: /^PUT \/repos\/.+\/protection$/,
    play: async ({ state, ...gitHub }, { body }) => {
      const { required_status_checks: checks, required_pull_request_reviews: reviews } = body as Protection;
      await protectBranch(state, theOne({ state, ...gitHub }), "main", {
        requiredChecks: checks?.contexts ?? [],
        strict: checks?.strict ?? false,
        requiredApprovals: reviews === null ? null : (reviews.required_approving_review_count ?? 1),
      });
      return { look: true };
    },
  },
];

interface Protection {
  readonly required_status_checks: { readonly strict: boolean; readonly contexts: readonly string[] } | null;
  readonly required_pull_request_reviews: { readonly required_approving_review_count?: number } | null;
}

function theOne({ state }: GitHub): RepositoryRecord {
  const [repository] = state.repositories;
  if (repository === undefined) throw new Error("no repository");
  return repository;
}

const idsOf = ({ id, nodeId }: RepositoryRecord): unknown => ({ id, node_id: nodeId });

interface File {
  readonly name: string;
  /** Base64. */
  readonly content: string;
  readonly message: string;
}

export async function commitFile(path: string, { name, content, message }: File): Promise<string> {
  const branch = "refs/heads/main";
  const head = await runGit(path, ["rev-parse", "-q", "--verify", branch], { accept: [0, 1] });
  const parents = head.exitCode === 0 ? ["-p", head.stdout.trim()] : [];
  const before = head.exitCode === 0 ? (await runGit(path, ["ls-tree", branch])).stdout : "";
  const blob = await gitText(path, ["hash-object", "-w", "--stdin"], { input: Buffer.from(content, "base64") });
  const tree = await gitText(path, ["mktree"], { input: `${before}100644 blob ${blob}\t${name}\n` });
  const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
  const commit = await gitText(path, [...author, "commit-tree", tree, ...parents, "-m", message]);
  await runGit(path, ["update-ref", branch, commit]);
  return commit;
}
