import type { Commit, GitRepository, Ref, Repositories } from "@signalbox/git";
import { ReleaseError } from "@signalbox/release-core";

/**
 * A repository as one draws it on a board. A branch is a line of commits, oldest first; its first word may be a commit
 * that is there already. `m+d` is a merge of `d`; `x~d` a cherry-pick of `d`; `s=d` has the files of `d`.
 */
export interface Drawing {
  readonly branches: Readonly<Record<string, string>>;
  /** Tag → commit; with `!` in front of the commit it is annotated. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Default: `main`; null: the remote names none. */
  readonly mainline?: string | null;
  /** Branches that are not there any more; their commits stay where a tag holds them. */
  readonly deleted?: readonly string[];
  /** Days of one commit to the next; default 1. */
  readonly daysApart?: number;
}

const DAY = 86_400;
const START = 1_700_000_000;

/** The id of a drawn commit: its name, made as long as an id. */
export const oid = (name: string): string => Buffer.from(name).toString("hex").padEnd(40, "0");

interface Drawn {
  readonly refs: readonly Ref[];
  readonly commits: readonly Commit[];
  readonly mainline: string | null;
}

function draw({ branches, tags = {}, mainline = "main", deleted = [], daysApart = 1 }: Drawing): Drawn {
  const commits = new Map<string, Commit>();
  const heads = new Map<string, string>();
  for (const [branch, line] of Object.entries(branches)) {
    let parent: string | null = null;
    for (const word of line.split(" ")) {
      const [, name = "", sign, other = ""] = /^(\w+)([+~=])?(\w+)?$/.exec(word) ?? [];
      if (!commits.has(name)) {
        const at = START + commits.size * daysApart * DAY;
        const own = { subject: `Change ${name}`, date: new Date(at * 1000).toISOString() };
        const { subject, date } = sign === "~" ? (commits.get(other) as Commit) : own;
        const parents = [parent, sign === "+" ? other : null].flatMap((each) => (each === null ? [] : [oid(each)]));
        const tree = oid(`tree ${sign === "=" ? other : name}`);
        const author = { name: "Ada", email: "ada@example.org" };
        commits.set(name, { commit: oid(name), tree, parents, subject, author, date, committedAt: at });
      }
      parent = name;
      heads.set(branch, name);
    }
  }
  const listed = Object.keys(branches).filter((branch) => !deleted.includes(branch));
  const refs = [
    ...listed.map((branch) => refOf(`refs/heads/${branch}`, heads.get(branch) ?? "", false)),
    ...Object.entries(tags).map(([tag, at]) => refOf(`refs/tags/${tag}`, at.replace("!", ""), at.startsWith("!"))),
  ];
  return {
    refs: refs.sort((a, b) => (a.name < b.name ? -1 : 1)),
    commits: [...commits.values()].reverse(),
    mainline: mainline === null ? null : `refs/heads/${mainline}`,
  };
}

const refOf = (name: string, commit: string, isAnnotated: boolean): Ref => ({
  name,
  oid: isAnnotated ? oid(`tag ${name}`).slice(0, 40) : oid(commit),
  commit: oid(commit),
});

/** The port over drawings, by location. Reading a location that nobody drew fails. */
export function drawnRepositories(drawings: Readonly<Record<string, Drawing>>): Repositories {
  return {
    open: (location) => {
      const drawing = drawings[location];
      if (drawing === undefined) return Promise.reject(notDrawn(location));
      const { refs, commits, mainline } = draw(drawing);
      const subjects = new Map(commits.map(({ commit, subject }) => [commit, subject]));
      const repository: Partial<GitRepository> = {
        name: location,
        location,
        refresh: () => Promise.resolve(),
        listRefs: () => Promise.resolve(refs),
        listCommits: () => Promise.resolve(commits),
        mainline: () => Promise.resolve(mainline),
        // What a commit changes is told by its subject, which a cherry-pick keeps.
        patchIds: (pairs) => Promise.resolve(pairs.map(({ to }) => subjects.get(to) ?? null)),
      };
      return Promise.resolve(repository as GitRepository);
    },
  };
}

const notDrawn = (location: string): ReleaseError =>
  new ReleaseError({ code: "ERR_REPOSITORY_NOT_FOUND", message: `${location} is not there.`, hint: "Draw it." });
