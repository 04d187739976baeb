import { type BuildPorts, type CiSystem, circleCi, gitHubActions, localFileStore, travisCi } from "@signalbox/ci-gate";
import { workflowArtifactsOn, workflowRunsOn } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";
import { ciPlaceOf } from "../building/ci-place.js";
import { CI_VARIABLES } from "../config/ci-tokens.js";
import type { CiSystemName } from "../config/ci-types.js";
import { ciTokenMissing } from "../errors.js";
import type { Session } from "../session.js";
import { calledThere, whenAsked } from "./ci-system.js";
import { openGitHub, openTransport } from "./git-hub.js";
import type { Wiring } from "./repositories.js";

/** The CI systems of the configuration, with the tokens of the environment; each is opened by its first question. */
export function ciOf(session: Session, { config, repositories, isOpen }: Wiring): BuildPorts {
  const { env } = session;
  const tokenFor = (system: "circleci" | "travis"): string => {
    const found = env.ciTokens[system];
    if (found === null) throw ciTokenMissing(system === "circleci" ? "CircleCI" : "Travis CI", CI_VARIABLES[system][0]);
    return found.token;
  };
  const systems: Readonly<Record<CiSystemName, CiSystem>> = {
    circleci: whenAsked("circleci", async () => {
      const { url, appUrl } = config.ci.circleci ?? {};
      return circleCi({
        token: tokenFor("circleci"),
        fetch: (await openTransport(env)).fetch,
        ...(url !== undefined && { baseUrl: url }),
        ...(appUrl !== undefined && { appUrl }),
        locate: (repository) => {
          const { project, definition } = ciPlaceOf(config, repository);
          return project === undefined ? null : { slug: project, definitionId: definition };
        },
        search: { commitDate: commitDates({ repositories, isOpen }) },
      });
    }),
    travis: whenAsked("travis", async () => {
      const { url, appUrl } = config.ci.travis ?? {};
      return travisCi({
        token: tokenFor("travis"),
        fetch: (await openTransport(env)).fetch,
        ...(url !== undefined && { baseUrl: url }),
        ...(appUrl !== undefined && { appUrl }),
      });
    }),
    "github-actions": whenAsked("github-actions", async () => {
      const { client, locate } = await openGitHub(session);
      return gitHubActions({
        runs: workflowRunsOn(client, { locate }),
        artifacts: workflowArtifactsOn(client, { locate }),
      });
    }),
  };
  return {
    systemOf: (repository) => {
      const { system, project } = ciPlaceOf(config, repository);
      // CircleCI has more to say about its projects than a name.
      return project === undefined || system === "circleci" ? systems[system] : calledThere(systems[system], project);
    },
    heads: {
      headOf: async (location, ref, options) => {
        const repository = await repositories.open(location, options);
        await repository.refresh(options);
        return (await repository.listRefs(options)).find(({ name }) => name === ref)?.commit ?? null;
      },
    },
    files: localFileStore(),
  };
}

/** Only of a repository that this command has read already: to clone one for a date would take longer than the search. */
const commitDates =
  ({ repositories, isOpen }: Pick<Wiring, "repositories" | "isOpen">) =>
  async (location: string, commit: string, options?: CallOptions): Promise<Date | null> => {
    if (!isOpen(location)) return null;
    try {
      const repository = await repositories.open(location, options);
      const [found] = await repository.listCommits([commit], [], { ...options, limit: 1 });
      return found === undefined ? null : new Date(found.committedAt * 1000);
    } catch {
      options?.signal?.throwIfAborted();
      return null;
    }
  };
