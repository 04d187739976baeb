import type { CiDeployConfig, CiPlaceConfig, CiSystemName } from "../config/ci-types.js";
import type { Config } from "../config/load-config.js";

const DAY_MS = 86_400_000;

/** How CI knows a repository, with the defaults of the configuration. */
export interface CiPlace extends Omit<CiPlaceConfig, "system"> {
  readonly system: CiSystemName;
  /** Milliseconds; undefined: any age is good. */
  readonly maxAgeMs: number | undefined;
  /** By the name of the production. */
  readonly production: Readonly<Record<string, CiDeployConfig>>;
}

/** Of a component by its name or repository, of the integration tests, or of any other repository. */
export function ciPlaceOf({ ci, components }: Pick<Config, "ci" | "components">, given: string): CiPlace {
  const component =
    components.find(({ repository, ci: own }) => repository === given && own !== undefined) ??
    components.find(({ name, repository }) => name === given || repository === given);
  const tests = ci.integrationTests?.repository === given ? ci.integrationTests : undefined;
  const { system = ci.system ?? "github-actions", project, definition, workflow, jobs } = component?.ci ?? tests ?? {};
  const { maxAgeDays = tests === undefined ? ci.maxAgeDays : undefined, production = {} } = component?.ci ?? {};
  return {
    system,
    ...(project !== undefined && { project }),
    ...(definition !== undefined && { definition }),
    ...(workflow !== undefined && { workflow }),
    ...(jobs !== undefined && { jobs }),
    maxAgeMs: maxAgeDays === undefined ? undefined : Math.round(maxAgeDays * DAY_MS),
    production,
  };
}

/** Repositories of which CI is a matter. */
export const placesOf = ({ ci, components }: Pick<Config, "ci" | "components">): readonly string[] => [
  ...components.flatMap(({ repository, ci: own }) => (own === undefined ? [] : [repository])),
  ...(ci.integrationTests === undefined ? [] : [ci.integrationTests.repository]),
];
