import type { Commit } from "@signalbox/git";
import type { Component } from "../component.js";

/** What is listed, and how many commits are left out by a component's mute list. */
export function splitMuted<C extends Pick<Commit, "subject">>(
  commits: readonly C[],
  mute: NonNullable<Component["mute"]>,
): { readonly listed: readonly C[]; readonly muted: number } {
  const isMuted = mutedBy(mute);
  const listed = commits.filter(({ subject }) => !isMuted(subject));
  return { listed, muted: commits.length - listed.length };
}

/** Whether a subject is left out. */
export function mutedBy(mute: NonNullable<Component["mute"]>): (subject: string) => boolean {
  if (mute === true) return () => true;
  const patterns = mute.map(wildcard);
  return (subject) => patterns.some((pattern) => pattern.test(subject));
}

/** `*` stands for any text; everything else for itself, in either case. */
function wildcard(pattern: string): RegExp {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "is");
}
