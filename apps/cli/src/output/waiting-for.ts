import type { Plan } from "@signalbox/release-core";
import { plain } from "./style.js";

interface Facts {
  readonly standing?: string;
  readonly review?: { readonly ref?: string } | null;
  readonly pullRequest?: { readonly number: number; readonly url: string; readonly state: string } | null;
  readonly isPublished?: boolean;
  /** Of an announcement. */
  readonly channels?: readonly { readonly channel: string; readonly at: string | null }[];
}

/** Why there is nothing to do although it is not all over, and where to look; null where that says it all. */
export function waitingFor(
  plan: Pick<Plan, "facts"> | undefined,
): { readonly text: string; readonly url?: string } | null {
  const { standing, review, pullRequest, isPublished, channels } = (plan?.facts ?? {}) as Facts;
  if (standing === "open" && pullRequest?.state === "open")
    return { text: `#${pullRequest.number} waits for its review and merge`, url: plain(pullRequest.url) };
  const branch = review?.ref?.replace("refs/heads/", "");
  if (standing === "awaiting" && branch !== undefined)
    return { text: `${plain(branch)} waits for its review and merge` };
  const told = channels?.flatMap(({ channel, at }) => (at === null ? [] : [`${channel} was told on ${at}`])) ?? [];
  if (told.length > 0) return { text: plain(told.join(", ")) };
  return isPublished === true ? { text: "it is published already" } : null;
}
