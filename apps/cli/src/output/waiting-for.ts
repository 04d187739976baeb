import type { Plan } from "@signalbox/release-core";
import { plain } from "./style.js";

interface Facts {
  readonly standing?: string;
  readonly review?: { readonly ref?: string } | null;
  readonly pullRequest?: { readonly number: number; readonly url: string; readonly state: string } | null;
  readonly isPublished?: boolean;
}

/** Why there is nothing to do although it is not all over, and where to look; null where that says it all. */
export function waitingFor(
  plan: Pick<Plan, "facts"> | undefined,
): { readonly text: string; readonly url?: string } | null {
  const { standing, review, pullRequest, isPublished } = (plan?.facts ?? {}) as Facts;
  if (standing === "open" && pullRequest?.state === "open")
    return { text: `#${pullRequest.number} waits for its review and merge`, url: plain(pullRequest.url) };
  const branch = review?.ref?.replace("refs/heads/", "");
  if (standing === "awaiting" && branch !== undefined)
    return { text: `${plain(branch)} waits for its review and merge` };
  return isPublished === true ? { text: "it is published already" } : null;
}
