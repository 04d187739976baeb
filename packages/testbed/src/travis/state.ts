import { begin, type BuildRecord, run, type TravisPush } from "./builds.js";

/** Per repository and hour: LIMIT in lib/travis/api/v3/services/requests/create.rb. */
const MOST_REQUESTS = 10;

export interface TravisState {
  readonly now: () => Date;
  has(slug: string): boolean;
  /** Oldest first. */
  buildsOf(slug: string): readonly BuildRecord[];
  build(id: number): BuildRecord | undefined;
  /** Makes a build, and runs it as far as it goes. */
  add(slug: string, push: TravisPush): BuildRecord;
  /** How many requests are left; null when there was none. */
  spendRequest(slug: string): number | null;
}

export function travisState(slugs: readonly string[], now: () => Date): TravisState {
  const builds: BuildRecord[] = [];
  const requests: { readonly slug: string; readonly ms: number }[] = [];
  let lastId = 220_000_000;
  const buildsOf = (slug: string): readonly BuildRecord[] => builds.filter((build) => build.slug === slug);
  return {
    now,
    has: (slug) => slugs.includes(slug),
    buildsOf,
    build: (id) => builds.find((build) => build.id === id),
    add: (slug, push) => {
      const number = buildsOf(slug).length + 1;
      const build: BuildRecord = {
        id: ++lastId,
        number,
        slug,
        push,
        committedAt: buildsOf(slug).find((each) => each.push.commit === push.commit)?.committedAt ?? now(),
        jobs: (push.jobs ?? [{}]).map((script, at) => ({
          id: ++lastId,
          number: `${number}.${at + 1}`,
          stage: script.stage ?? "test",
          script,
          createdAt: now(),
          state: "created",
          startedAt: null,
          finishedAt: null,
          restartedAt: null,
        })),
        runs: 0,
      };
      builds.push(build);
      begin(build, now);
      run(build, now);
      return build;
    },
    spendRequest: (slug) => {
      const sinceMs = now().getTime() - 3_600_000;
      const spent = requests.filter((each) => each.slug === slug && each.ms > sinceMs).length;
      if (spent >= MOST_REQUESTS) return null;
      requests.push({ slug, ms: now().getTime() });
      return MOST_REQUESTS - spent - 1;
    },
  };
}
