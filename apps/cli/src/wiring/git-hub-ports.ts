import { type Boards, boardsOn, type Checks, checksOn } from "@signalbox/github";
import type { Session } from "../session.js";
import { openGitHub } from "./git-hub.js";

/** What CI says about commits; GitHub is opened by the first question. */
export function checksOf(session: Session): Checks {
  const open = async (): Promise<Checks> => {
    const { client, locate } = await openGitHub(session);
    return checksOn(client, { locate });
  };
  return {
    listChecks: async (...question) => (await open()).listChecks(...question),
    requiredChecks: async (...question) => (await open()).requiredChecks(...question),
  };
}

/** Project boards, as lazily. */
export function boardsOf(session: Session): Boards {
  const open = async (): Promise<Boards> => boardsOn((await openGitHub(session)).client);
  return {
    findBoard: async (...question) => (await open()).findBoard(...question),
    listItems: async (...question) => (await open()).listItems(...question),
    replaceOptions: async (...change) => (await open()).replaceOptions(...change),
    setOption: async (...change) => (await open()).setOption(...change),
  };
}
