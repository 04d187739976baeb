import { resolve } from "node:path";
import { type BuildKinds, buildKinds, type BuildPorts } from "@signalbox/ci-gate";
import { type Json, toJson } from "@signalbox/release-core";
import { type CiPlace, ciPlaceOf } from "../building/ci-place.js";
import type { Config } from "../config/load-config.js";
import { defined } from "../templates/defined.js";
import { askedBuild } from "./asked-build.js";
import { branchHeadOr } from "./branch-head-or.js";

type Fields = { readonly [field: string]: Json };

/** What the configuration says of the repository, as far as the kind takes it. */
const OF: Readonly<Record<string, readonly (keyof CiPlace)[]>> = {
  "build-passing": ["workflow", "jobs"],
  "rerun-build": ["workflow", "maxAgeMs"],
  "trigger-build": ["workflow"],
  "approve-job": ["workflow", "jobs", "maxAgeMs"],
  "fetch-artifacts": ["workflow"],
  "find-build": ["workflow"],
  "list-builds": ["workflow"],
};

/**
 * Steps name a repository, or as `repository` a component by its name: then what the configuration says of its builds is
 * filled in where the step is silent, and `approve-job` takes `production: <name>` instead of `job`. A gate takes a branch
 * without a commit, and looks at its head each time. Folders begin at the configuration.
 */
export function configuredBuildKinds(ports: BuildPorts, config: Config): BuildKinds {
  const { reads, operations, gates } = buildKinds(ports);
  const fill = (kind: string, input: unknown): Fields => filled(kind, input, config);
  return {
    reads: {
      ...Object.fromEntries(
        Object.entries(reads).map(([kind, read]) => [kind, (input, options) => read(fill(kind, input), options)]),
      ),
      /** See `AskedBuild`; → `{ id, name, url, createdAt }`, the time by CI's own clock. */
      "asked-build": (input, options) => askedBuild(fill("list-builds", input), ports, options),
      /** → `{ at }`: now, to the second below, as some CI systems tell times. */
      moment: (_, options) => {
        const now = options.now?.() ?? new Date();
        return Promise.resolve({ at: new Date(Math.floor(now.getTime() / 1000) * 1000).toISOString() });
      },
    },
    operations: Object.fromEntries(
      Object.entries(operations).map(([kind, operation]) => [
        kind,
        { ...operation, plan: (input: unknown, options) => operation.plan(fill(kind, input), options) },
      ]),
    ),
    gates: Object.fromEntries(
      Object.entries(gates).map(([kind, gate]) => [
        kind,
        {
          ...gate,
          check: async (input: unknown, options = {}) =>
            gate.check(await branchHeadOr(fill(kind, input), ports, options), options),
        },
      ]),
    ),
  };
}

/** Nothing is added to a step that names a repository itself: what was approved of it is its input. */
function filled(kind: string, input: unknown, config: Config): Fields {
  const { production, ...given } = input as Fields;
  const folder = typeof given["folder"] === "string" ? { folder: resolve(config.folder, given["folder"]) } : {};
  const component = config.components.find(({ name }) => name === given["repository"]);
  if (component === undefined) return { ...(input as Fields), ...folder };
  const { repository } = component;
  const place = ciPlaceOf(config, repository);
  const known = (OF[kind] ?? []).flatMap((field) => (place[field] === undefined ? [] : [[field, place[field]]]));
  const job = typeof production === "string" ? place.production[production]?.approval : undefined;
  return toJson({ ...Object.fromEntries(known), ...given, ...defined({ job }), ...folder, repository }) as Fields;
}
