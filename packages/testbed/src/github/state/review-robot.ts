import type { Host } from "../host.js";
import { editPull, reviewPull } from "./change-pull.js";
import { mergePull, type PullMerge } from "./merge-pull.js";
import { type PullRecord, pullsOf, syncPulls } from "./pulls.js";
import type { UserRecord } from "./records.js";

/** Plays the people around a pull request. `as`: a login. */
export interface ReviewRobot {
  /** The pull request as it stands now. @throws Error when there is none */
  pull(slug: string, number: number): Promise<PullRecord>;
  approve(slug: string, number: number, as: string): Promise<void>;
  requestChanges(slug: string, number: number, as: string): Promise<void>;
  comment(slug: string, number: number, as: string): Promise<void>;
  /** Ticks what `which` finds in the lines of the text; every item by default. */
  tick(slug: string, number: number, as: string, which?: RegExp): Promise<void>;
  edit(slug: string, number: number, as: string, change: (body: string) => string): Promise<void>;
  setState(slug: string, number: number, as: string, state: "open" | "closed"): Promise<void>;
  /** @throws Problem as the button would refuse */
  merge(slug: string, number: number, as: string, merge?: PullMerge): Promise<PullRecord>;
}

export function reviewRobot(host: Host): ReviewRobot {
  const pull = async (slug: string, number: number): Promise<PullRecord> => {
    const repository = host.state.repository(slug);
    if (repository === undefined) throw new Error(`there is no ${slug}`);
    await syncPulls(host, repository);
    const found = pullsOf(host, repository).get(number);
    if (found === undefined) throw new Error(`${slug} has no pull request #${number}`);
    return found;
  };
  const who = (login: string): UserRecord => {
    const user = host.state.user(login);
    if (user === undefined) throw new Error(`there is no ${login}`);
    return user;
  };
  const say =
    (state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED") =>
    async (slug: string, number: number, as: string): Promise<void> =>
      void reviewPull(host, await pull(slug, number), who(as), { state });
  const edit: ReviewRobot["edit"] = async (slug, number, as, change) => {
    const found = await pull(slug, number);
    await editPull(host, found, who(as), { body: change(found.body) });
  };
  return {
    pull,
    approve: say("APPROVED"),
    requestChanges: say("CHANGES_REQUESTED"),
    comment: say("COMMENTED"),
    edit,
    tick: (slug, number, as, which = /./) => edit(slug, number, as, (body) => ticked(body, which)),
    setState: async (slug, number, as, state) => {
      await editPull(host, await pull(slug, number), who(as), { state });
    },
    merge: async (slug, number, as, merge = { method: "merge" }) =>
      mergePull(host, await pull(slug, number), who(as), merge),
  };
}

const ticked = (body: string, which: RegExp): string =>
  body
    .split("\n")
    .map((line) => (which.test(line) ? line.replace(/^([-*]) \[ \]/, "$1 [x]") : line))
    .join("\n");
