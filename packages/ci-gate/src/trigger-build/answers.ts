import { secondOf } from "../builds/begun.js";
import type { Intent } from "../builds/intent.js";
import { hasParameters } from "../builds/parameters.js";
import type { Build, BuildParameters } from "../builds/ports.js";

interface Asked {
  readonly commit: string;
  readonly parameters: BuildParameters;
  /** ISO time. */
  readonly since: string;
}

/**
 * The builds that are what was asked for, newest first: those that CI named when it was asked; else by their parameters
 * where CI tells them; else those that were asked for by hand since then. Pure.
 *
 * @param intent `known`: ids of builds that were there before CI was asked: it is none of them, whatever the clocks say;
 * `request`: what CI answered
 */
export function answersTo(
  { commit, parameters, since }: Asked,
  builds: readonly Build[],
  intent?: Pick<Intent, "known" | "request"> | null,
): readonly Build[] {
  const { known, request = null } = intent ?? {};
  if (request !== null) return builds.filter((build) => build.commit === commit && build.request === request);
  return builds.filter(
    (build) =>
      build.commit === commit &&
      build.cause !== "pull-request" &&
      (known === undefined ? Date.parse(build.createdAt) >= secondOf(since) : !known.includes(build.id)) &&
      (build.parameters === null ? build.cause === "api" : hasParameters(parameters, build.parameters)),
  );
}
