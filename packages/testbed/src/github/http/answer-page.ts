import type { Host } from "../host.js";
import type { UserRecord } from "../state/records.js";
import { artifactDownloads } from "./artifact-downloads.js";
import { releaseDownloads } from "./release-downloads.js";
import { type Reply, replyOf } from "./reply.js";

/** Answers a download, null when the path is none of its own. */
export type PageHandler = (host: Host, url: URL, user: UserRecord | null) => Reply | Promise<Reply | null> | null;

/** Pages that are neither API nor git, such as the downloads of a release. */
const PAGE_AREAS: readonly PageHandler[] = [releaseDownloads, artifactDownloads];

export async function answerPage(host: Host, url: URL, user: UserRecord | null): Promise<Reply> {
  for (const area of PAGE_AREAS) {
    const reply = await area(host, url, user);
    if (reply !== null) return reply;
  }
  return replyOf(404, Buffer.from("Not Found"), { "content-type": "text/plain" });
}
