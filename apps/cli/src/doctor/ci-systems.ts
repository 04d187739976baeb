import type { CiPorts } from "@signalbox/ci-gate";
import type { CallOptions } from "@signalbox/release-core";
import { ciPlaceOf, placesOf } from "../building/ci-place.js";
import type { CiSystemName } from "../config/ci-types.js";
import type { Environment } from "../config/environment.js";
import type { Config } from "../config/load-config.js";
import { broken, type Finding, ok } from "./finding.js";

const TITLES: Readonly<Record<CiSystemName, string>> = {
  circleci: "CircleCI",
  "github-actions": "GitHub Actions",
  travis: "Travis CI",
};

/** Ids that no build has, each as its system writes them: who may ask at all is told that there is none. */
const NO_BUILD: Readonly<Record<CiSystemName, string>> = {
  circleci: "00000000-0000-4000-8000-000000000000",
  "github-actions": "1",
  travis: "1",
};

/** Whether the tokens reach the CI systems of the configuration; nothing where it names none. */
export async function ciFindings(
  config: Config,
  { ciTokens, gitHubTokenFrom }: Pick<Environment, "ciTokens" | "gitHubTokenFrom">,
  { systemOf }: CiPorts,
  options: CallOptions,
): Promise<readonly Finding[]> {
  const firstOf = new Map<CiSystemName, string>();
  for (const repository of placesOf(config)) {
    const { system } = ciPlaceOf(config, repository);
    if (!firstOf.has(system)) firstOf.set(system, repository);
  }
  return Promise.all(
    [...firstOf].map(async ([system, repository]): Promise<Finding> => {
      const from = system === "github-actions" ? (gitHubTokenFrom ?? "GitHub's token") : ciTokens[system]?.from;
      try {
        await systemOf(repository).readBuild(repository, NO_BUILD[system], options);
        return ok(TITLES[system], `answers, and takes ${from ?? "its token"}`);
      } catch (error) {
        options.signal?.throwIfAborted();
        return broken(TITLES[system], error);
      }
    }),
  );
}
