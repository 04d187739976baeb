import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import { ciPlaceOf } from "../building/ci-place.js";
import type { CiBuildConfig, CiParameters } from "../config/ci-types.js";
import type { Component } from "../config/inventory.js";
import { usage } from "../errors.js";
import { type CiDeploys, idOf } from "./ci-deploy-steps.js";
import { defined } from "./defined.js";

/**
 * Builds that are begun with parameters, one after the other: two of one commit and branch cannot be told apart. Each is
 * begun, tested, approved where something holds it, and its files are fetched.
 */
export function parameterBuildSteps(given: CiDeploys, needs: readonly string[]): readonly Step[] {
  const builds = given.components
    .filter(({ policy }) => policy?.publish !== false)
    .flatMap((component) =>
      Object.entries(component.ci?.builds ?? {}).map(([name, build]) => ({ component, name, build })),
    );
  return builds.reduce<readonly Step[]>((steps, build) => {
    const before = steps.at(-1)?.id;
    return [...steps, ...oneBuild(build, given, before === undefined ? needs : [before])];
  }, []);
}

interface NamedBuild {
  readonly component: Component;
  readonly name: string;
  readonly build: CiBuildConfig;
}

function oneBuild({ component, name, build }: NamedBuild, given: CiDeploys, needs: readonly string[]): readonly Step[] {
  const { branch, version } = given;
  const { repository } = component;
  const { workflow, maxAgeMs } = ciPlaceOf(given, repository);
  const [since, begin, begun, approve, made, fetch] = ["since", "begin", "begun", "approve", "made", "fetch"].map(
    (word) => idOf(word, component.name, name),
  ) as [string, string, string, string, string, string];
  const title = `${component.name} (${name})`;
  const commit = { $ref: `head[${component.name}].commit` };
  const where = { repository, commit, branch, ...defined({ workflow }) };
  const from = { $ref: `${since}.at` };
  const parameters = parametersFor(component.name, build.parameters, version);
  const passed = (id: string, words: string, jobs: readonly string[], after: string): Step => ({
    id,
    type: "gate",
    uses: "build-passing",
    title: words,
    // By CI's own clock: ours may be another.
    with: toJson({ ...where, jobs, after: { $ref: `${begun}.createdAt` } }),
    needs: [after],
  });
  const tested = build.jobs === undefined || build.approval === undefined ? [] : [idOf("tested", component.name, name)];
  return [
    { id: since, type: "read", uses: "moment", title: `When ${title} is begun`, needs: [...needs] },
    {
      id: begin,
      type: "operation",
      uses: "trigger-build",
      title: `Begin the build of ${title}`,
      with: toJson({ ...where, parameters, since: from }),
      bound: { actions: "trigger-build" },
      planned: "later",
    },
    {
      id: begun,
      type: "read",
      uses: "asked-build",
      title: `Which build of ${title} that is`,
      with: toJson({ ...where, since: from, known: { $ref: `${begin}.results/0/id?` } }),
      needs: [begin],
    },
    ...tested.map((id) => passed(id, `${title} is tested`, build.jobs ?? [], begun)),
    ...(build.approval === undefined
      ? []
      : [
          {
            id: approve,
            type: "operation" as const,
            uses: "approve-job",
            title: `Approve ${title} with its parameters`,
            with: toJson({
              ...where,
              job: build.approval,
              expectParameters: parameters,
              build: { $ref: `${begun}.id` },
              since: from,
              ...defined({ jobs: build.jobs, maxAgeMs }),
            }),
            bound: { actions: "approve-job" },
            planned: "later" as const,
            needs: [tested[0] ?? begun],
          },
        ]),
    passed(made, `${title} is built`, build.made, build.approval === undefined ? begun : approve),
    ...(build.artifacts === undefined
      ? []
      : [
          {
            id: fetch,
            type: "operation" as const,
            uses: "fetch-artifacts",
            title: `Fetch the files of ${title}`,
            with: toJson({
              ...where,
              ...defined({ job: build.artifacts.job }),
              paths: build.artifacts.paths,
              folder: build.artifacts.folder.replaceAll("{version}", version),
            }),
            bound: { actions: "fetch-artifact" },
            planned: "later" as const,
            needs: [made],
          },
        ]),
  ];
}

/** Fills in the release. @throws ReleaseError `ERR_USAGE` where it has no code */
export function parametersFor(component: string, given: CiParameters, version: string): CiParameters {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value !== "string"
        ? value
        : value.replaceAll("{version}", version).replaceAll("{code}", () => codeOf(component, version)),
    ]),
  );
}

/** `16.12.3` → `161203`: two digits each for the second and the third number. */
function codeOf(component: string, version: string): string {
  const [major = "", minor = "0", patch = "0"] = version.split(".");
  if ([minor, patch].some((part) => part.length > 2))
    throw usage(
      `The version ${version} of ${component} has no version code: its second and third number must be below 100.`,
      "Write the code itself into `parameters` of the build instead of {code}.",
    );
  return `${major}${minor.padStart(2, "0")}${patch.padStart(2, "0")}`;
}
