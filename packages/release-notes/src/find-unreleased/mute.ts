import type { Commit } from "@signalbox/git";
import type { Component } from "../component.js";

/** What is listed, and how many commits are left out by a component's mute list. */
export function splitMuted<C extends Pick<Commit, "subject">>(
  commits: readonly C[],
  mute: NonNullable<Component["mute"]>,
): { readonly listed: readonly C[]; readonly muted: number } {
  if (mute === true) return { listed: [], muted: commits.length };
  const patterns = mute.map(wildcard);
  const listed = commits.filter(({ subject }) => !patterns.some((pattern) => pattern.test(subject)));
  return { listed, muted: commits.length - listed.length };
}

/** `*` stands for any text; everything else for itself, in either case. */
function wildcard(pattern: string): RegExp {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "is");
}
