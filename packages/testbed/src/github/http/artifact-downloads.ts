import type { ArtifactRecord } from "../state/workflow-runs.js";
import type { PageHandler } from "./answer-page.js";
import { replyOf } from "./reply.js";

/** The storage service behind the artifacts of GitHub Actions. A token has no business there. */
export const artifactDownloads: PageHandler = (host, url, user) => {
  const stored = /^\/actions-results\/([\w=-]+)$/.exec(url.pathname)?.[1];
  const artifact = stored === undefined ? undefined : host.state.node(stored);
  if (artifact === undefined) return null;
  if (user !== null) host.violation(`the token of ${user.login} was sent to the storage of artifacts`);
  return replyOf(200, (artifact as ArtifactRecord).content, { "content-type": "application/zip" });
};
