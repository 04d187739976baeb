import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import { ciPlaceOf } from "../building/ci-place.js";
import type { CiConfig } from "../config/ci-types.js";
import type { DatabaseConfig } from "../config/database-types.js";
import type { Component } from "../config/inventory.js";
import { defined } from "./defined.js";
import { guardSteps } from "./guard-steps.js";

export interface CiDeploys {
  readonly ci: CiConfig;
  /** Those that are tagged. */
  readonly components: readonly Component[];
  /** The release branch: builds of tags often lack the approvals. */
  readonly branch: string;
  readonly version: string;
  readonly databases?: Readonly<Record<string, DatabaseConfig>> | undefined;
  /** Names of environments with servers in the same train, whose steps have ids like these. */
  readonly served: readonly string[];
}

const WEEK_MS = 7 * 86_400_000;

/** Words for ids: names may have dots. */
export const idOf = (...parts: readonly string[]): string => parts.join("-").replace(/[^A-Za-z0-9_-]+/g, "-");

/** Components whose CI a train is concerned with. */
const built = (components: readonly Component[]): readonly Component[] =>
  components.filter(({ ci }) => ci !== undefined);

const mayDeploy = ({ policy }: Component): boolean => policy?.deploy !== false;

/** Builds of the head of the branch pass, and those who try it have it; whatever is pushed meanwhile counts. */
export function branchBuiltSteps({ ci, components, branch }: CiDeploys, needs: readonly string[]): readonly Step[] {
  const items = built(components).map(({ name, repository, ci: own = {} }) => {
    const { workflow, jobs } = ciPlaceOf({ ci, components }, repository);
    const { staging = [] } = own;
    const wanted = [...(jobs ?? []), ...staging];
    // A deploy to staging may wait for a person for days; a build that never comes is told sooner.
    const patience = staging.length === 0 ? {} : { deadlineMs: WEEK_MS };
    return defined({ name, repository, workflow, jobs: wanted.length === 0 ? undefined : wanted, ...patience });
  });
  if (items.length === 0) return [];
  return [
    {
      id: "branch-built",
      type: "gate",
      uses: "build-passing",
      title: `The builds of ${branch} pass, and staging has it`,
      forEach: items.map((item) => toJson(item)),
      with: { ...PLACE, branch, jobs: { $ref: "item.jobs?" }, deadlineMs: { $ref: "item.deadlineMs?" } },
      needs: [...needs],
    },
  ];
}

const PLACE = { repository: { $ref: "item.repository" }, workflow: { $ref: "item.workflow?" } };

/** The builds of exactly what was tagged: begun again where they are too old, and passed. */
export function tagBuiltSteps({ ci, components, branch, version }: CiDeploys): readonly Step[] {
  const items = built(components).map(({ name, repository }) => {
    const { workflow, jobs, maxAgeMs } = ciPlaceOf({ ci, components }, repository);
    return defined({ name, repository, workflow, jobs, maxAgeMs });
  });
  const aged = items.filter(({ maxAgeMs }) => maxAgeMs !== undefined);
  if (items.length === 0) return [];
  const where = { ...PLACE, commit: { $ref: "head[].commit" }, branch };
  const begunAgain = "rebuild";
  return [
    ...(aged.length === 0
      ? []
      : [
          {
            id: begunAgain,
            type: "operation" as const,
            uses: "rerun-build",
            title: `Begin builds of ${version} again that are too old`,
            forEach: aged.map((item) => toJson(item)),
            with: { ...where, maxAgeMs: { $ref: "item.maxAgeMs" } },
            bound: { actions: "rerun-build" },
            // How old they are shows when their turn comes.
            planned: "later" as const,
            needs: ["tag[]"],
          },
        ]),
    {
      id: "built",
      type: "gate",
      uses: "build-passing",
      title: `The builds of what was tagged ${version} passed`,
      forEach: items.map((item) => toJson(item)),
      with: { ...where, jobs: { $ref: "item.jobs?" }, maxAgeMs: { $ref: "item.maxAgeMs?" } },
      needs: ["tag[]", ...(aged.length === 0 ? [] : [`${begunAgain}[]`])],
    },
  ];
}

/** Each production after the other: what guards its database, the approvals, and the deploys that they start. */
export function productionSteps(given: CiDeploys, needs: readonly string[]): readonly Step[] {
  const meant = built(given.components).filter(mayDeploy);
  const names = [...new Set(meant.flatMap(({ ci }) => Object.keys(ci?.production ?? {})))];
  return names.reduce<readonly Step[]>((steps, name) => {
    const before = steps.at(-1)?.id;
    return [...steps, ...oneProduction(name, given, meant, before === undefined ? needs : [before])];
  }, []);
}

function oneProduction(
  name: string,
  { ci, branch, version, databases = {}, served }: CiDeploys,
  components: readonly Component[],
  needs: readonly string[],
): readonly Step[] {
  const items = components.flatMap(({ name: of, repository, ci: own }) => {
    const production = own?.production?.[name];
    if (production === undefined) return [];
    const { workflow, jobs, maxAgeMs } = ciPlaceOf({ ci, components }, repository);
    const { approval, jobs: started, database } = production;
    return [defined({ name: of, repository, workflow, jobs, maxAgeMs, approval, started, database })];
  });
  const where = { ...PLACE, commit: { $ref: "head[].commit" }, branch };
  const [last = "deploy-ready"] = needs.slice(-1);
  const guards = guardSteps({
    to: idOf(name, ...(served.includes(name) ? ["ci"] : [])),
    named: items.flatMap(({ database }) => database ?? []),
    databases,
    version,
    looked: last,
    isSure: true,
    isLast: true,
  });
  const each = items.map(({ database: _, ...item }) => toJson(item));
  const [approve, deployed] = [idOf("approve", name), idOf("deployed", name)];
  return [
    ...guards.before,
    {
      id: approve,
      type: "operation",
      uses: "approve-job",
      title: `Approve the deploys of ${version} to ${name}`,
      forEach: each,
      with: {
        ...where,
        job: { $ref: "item.approval" },
        jobs: { $ref: "item.jobs?" },
        maxAgeMs: { $ref: "item.maxAgeMs?" },
      },
      bound: { actions: "approve-job" },
      // What waits for an approval shows when its turn comes.
      planned: "later",
      needs: [...new Set([...needs, ...guards.needs])],
    },
    {
      id: deployed,
      type: "gate",
      uses: "build-passing",
      title: `${name} has ${version}`,
      forEach: each,
      with: { ...where, jobs: { $ref: "item.started" } },
      needs: [`${approve}[]`],
    },
    ...guards.after(deployed),
  ];
}
