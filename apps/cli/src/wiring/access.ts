import type { Config } from "../config/load-config.js";
import type { Examination } from "../doctor/examine.js";
import type { Session } from "../session.js";
import { openGitHub } from "./git-hub.js";

/** How `doctor` looks at GitHub; nothing of it is loaded before a repository is there and a token found. */
export function openAccess(session: Session, config: Config): Examination["onGitHub"] {
  const { env } = session;
  const open = async () => {
    const [{ client, locate }, { accessOn, checksOn }] = await Promise.all([
      openGitHub(session),
      import("@signalbox/github"),
    ]);
    return { access: accessOn(client, { locate }), checks: checksOn(client, { locate }), locate };
  };
  return async (components, options) => {
    const { gitHubFindings } = await import("../doctor/git-hub.js");
    return gitHubFindings({ config, env, open }, components, options);
  };
}
