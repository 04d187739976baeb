import { secondOf } from "../builds/begun.js";
import { hasParameters } from "../builds/parameters.js";
import type { Build, BuildParameters } from "../builds/ports.js";

interface Asked {
  readonly commit: string;
  readonly parameters: BuildParameters;
  /** ISO time. */
  readonly since: string;
}

/**
 * The builds that are what was asked for, newest first: by their parameters where CI tells them; else those that were
 * asked for by hand since then. Pure.
 *
 * @param known ids of builds that were there before CI was asked: it is none of them, whatever the clocks say
 */
export function answersTo(
  { commit, parameters, since }: Asked,
  builds: readonly Build[],
  known?: readonly string[],
): readonly Build[] {
  return builds.filter(
    (build) =>
      build.commit === commit &&
      build.cause !== "pull-request" &&
      (known === undefined ? Date.parse(build.createdAt) >= secondOf(since) : !known.includes(build.id)) &&
      (build.parameters === null ? build.cause === "api" : hasParameters(parameters, build.parameters)),
  );
}
