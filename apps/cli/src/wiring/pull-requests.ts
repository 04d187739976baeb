import { type PullRequests, pullRequestsOn } from "@signalbox/github";
import type { Session } from "../session.js";
import { openGitHub } from "./git-hub.js";

/** Pull requests; GitHub is opened by the first question. */
export function pullRequestsOf(session: Session): PullRequests {
  let opened: Promise<PullRequests> | undefined;
  const open = async (): Promise<PullRequests> => {
    const { client, locate } = await openGitHub(session);
    return pullRequestsOn(client, { locate });
  };
  const asked = (): Promise<PullRequests> => (opened ??= open());
  return {
    find: async (...question) => (await asked()).find(...question),
    read: async (...question) => (await asked()).read(...question),
    open: async (...change) => (await asked()).open(...change),
    update: async (...change) => (await asked()).update(...change),
    merge: async (...change) => (await asked()).merge(...change),
    deleteBranch: async (...change) => (await asked()).deleteBranch(...change),
  };
}
