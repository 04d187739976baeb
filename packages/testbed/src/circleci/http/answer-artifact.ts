import type { TokenOptions } from "../options.js";
import { requireAccess } from "./account.js";
import type { CircleSite } from "./answer-request.js";
import { notFound } from "./refusal.js";
import type { Reply } from "./reply.js";

/** An artifact of a private project: asked with the token, it is at a storage service. */
export function answerArtifact({ state, storage }: CircleSite, account: TokenOptions, path: string): Reply {
  const [, id, encoded = ""] = /^\/output\/job\/([^/]+)\/artifacts\/0\/(.+)$/.exec(path) ?? [];
  for (const project of state.projects) {
    const jobs = project.pipelines.flatMap(({ workflows }) => workflows.flatMap((each) => each.jobs));
    const job = jobs.find((each) => each.id === id);
    const content = job?.script.artifacts?.[decodeURIComponent(encoded)];
    if (content === undefined) continue;
    requireAccess(account, project.slug, false);
    return { status: 302, headers: { location: storage.addressOf(content) }, bytes: Buffer.alloc(0) };
  }
  throw notFound("Artifact");
}
