import { localFiles, type ReleaseNotesPorts } from "@signalbox/release-notes";
import { readIdentity } from "../config/operator.js";
import type { Session } from "../session.js";
import { pullRequestsOf } from "./pull-requests.js";
import type { Wiring } from "./repositories.js";

/** Of pages in repositories: who makes the commits, and GitHub for drafts. */
export async function notesPortsOf({ config, repositories }: Wiring, session: Session): Promise<ReleaseNotesPorts> {
  const identity = await readIdentity(config, session.env);
  return { repositories, identity, files: localFiles(), pullRequests: pullRequestsOf(session) };
}

/** Of a page on this machine: no git, and so nobody who commits. */
export const filePortsOf = ({ repositories }: Wiring): ReleaseNotesPorts => ({
  repositories,
  identity: { name: "", email: "" },
  files: localFiles(),
});
