import { toJson } from "@signalbox/release-core";
import type { Step, Train } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import { announceSteps } from "./announce-steps.js";
import { parameterBuildSteps } from "./ci-build-steps.js";
import { branchBuiltSteps, productionSteps, tagBuiltSteps } from "./ci-deploy-steps.js";
import { defined } from "./defined.js";
import { deploySteps } from "./deploy-steps.js";
import { librarySteps } from "./library-steps.js";
import { draftedReleases, numberedReleaseSteps } from "./release-steps.js";
import { numberOf } from "./number-of.js";
import type { TemplateInput } from "./templates.js";
import { textSteps } from "./text-steps.js";

const ITEM = { repository: { $ref: "item.repository" }, mainline: { $ref: "item.mainline?" } };
const RULES = {
  releaseBranchPattern: { $ref: "item.releaseBranchPattern?" },
  tagPattern: { $ref: "item.tagPattern?" },
};

/**
 * A release with one number over many repositories: what the previous one brought is merged on, a branch is cut in each,
 * each is tagged, and the branch is merged back. A repository that refuses a push holds up no other.
 */
export function numbered({
  name,
  servers,
  components,
  approvers,
  databases,
  ci = {},
  announce,
  texts: wanted,
  parameters,
}: TemplateInput): Omit<Train, "name"> {
  const release = numberOf(name, "release", parameters["release"]);
  const previous =
    (parameters["previous"] ?? null) === null ? null : numberOf(name, "previous", parameters["previous"]);
  const version =
    (parameters["version"] ?? null) === null ? `${release}.0` : numberOf(name, "version", parameters["version"]);
  const own = components.map(itemOf);
  const branched = own.filter((_, index) => components[index]?.policy?.branch !== false);
  const tagged = branched.filter(({ publishesOnTag, name: of }) => publishesOnTag !== true && mayTag(components, of));
  const each = (id: string, title: string, items: typeof own, needs: readonly string[]) => ({
    id,
    title,
    forEach: items as unknown as Step["forEach"] & object,
    needs,
    onItemFailure: "continue" as const,
  });
  const ofTagged = components.filter(({ name: of }) => tagged.some((one) => one.name === of));
  const texts = textSteps({
    train: name,
    wanted,
    announce,
    parameters,
    branch: release,
    version,
    components: ofTagged.map(({ name: of }) => of),
    drafted: draftedReleases(ofTagged).map(({ name: of }) => of),
  });
  const hasTexts = texts.checked.length > 0;
  const releases = numberedReleaseSteps({ components: ofTagged, branch: release, version, hasTexts });
  const libraries = librarySteps({
    train: name,
    components: components.filter(({ policy }) => policy?.branch !== false),
    libraries: parameters["libraries"],
    after: previous === null ? null : "merge-previous-done",
  });
  const production = parameters["deploy"] === false ? null : (servers.findLast((one) => one !== null) ?? null);
  const toServers =
    production === null
      ? []
      : deploySteps({
          to: production,
          components: ofTagged,
          version,
          databases,
          isLast: true,
          needs: ["deploy-ready"],
        });
  const building = {
    ...{ ci, branch: release, version, databases },
    components: ofTagged,
    served: production === null || toServers.length === 0 ? [] : [production.name],
  };
  const branchBuilt = branchBuiltSteps(building, ["cut"]);
  const tagBuilt = tagBuiltSteps(building);
  const afterServers = [toServers.at(-1)?.id ?? "deploy-ready"];
  const byCi = parameters["deploy"] === false ? [] : productionSteps(building, afterServers);
  const begun =
    parameters["deploy"] === false ? [] : parameterBuildSteps(building, [byCi.at(-1)?.id ?? afterServers[0] ?? ""]);
  const deploys = [...toServers, ...byCi, ...begun];
  const out = deploys.at(-1)?.id ?? (releases.published.length === 0 ? "tag" : "publish");
  const told = announceSteps({
    train: name,
    release,
    version,
    announce,
    branched: branched.map(({ name: of }) => of),
    parameters,
    texts: hasTexts ? { mail: wanted?.mail === true } : null,
    out,
  });
  const mergeOn = (id: string, title: string, from: string, needs: readonly string[]): readonly Step[] => [
    {
      ...each(id, title, branched, needs),
      type: "operation",
      // The branch that is merged back at the end does not exist yet.
      ...(needs.length === 0 ? {} : { planned: "later" as const }),
      uses: "back-merge",
      with: {
        ...ITEM,
        ...RULES,
        from,
        whenMissing: "skip",
        stream: { $ref: "item.stream?" },
        rules: { $ref: "item.merge/rules?" },
        lockFiles: { $ref: "item.merge/lockFiles?" },
      },
    },
    {
      ...each(`${id}-done`, `Nothing of ${from} is missing on the mainline`, branched, [`${id}[]`]),
      type: "gate",
      uses: "release-contained",
      with: { ...ITEM, earlier: from, whenMissing: "skip" },
    },
  ];
  return {
    title: `Release ${release}`,
    approvers,
    parameters: toJson(parameters),
    steps: [
      ...(previous === null ? [] : mergeOn("merge-previous", `Merge ${previous} on`, previous, [])),
      ...libraries,
      {
        ...each("base", "Where the branches begin", branched, [
          ...(previous === null ? [] : ["merge-previous-done[]"]),
          ...(libraries.length === 0 ? [] : ["library-tag[]", "pin[]"]),
        ]),
        type: "read",
        uses: "cut-base",
        with: {
          ...ITEM,
          branch: release,
          from: { $ref: "item.cutFrom?" },
          releaseBranchPattern: RULES.releaseBranchPattern,
        },
      },
      {
        ...each("cut", `Cut ${release}`, branched, ["base[]"]),
        type: "operation",
        uses: "cut-branch",
        with: {
          ...ITEM,
          ...RULES,
          branch: release,
          from: { $ref: "item.cutFrom?" },
          commit: { $ref: "base[].commit" },
          developmentVersion: { $ref: "item.developmentVersion?" },
        },
      },
      ...texts.before,
      ...releases.drafts,
      ...branchBuilt,
      {
        id: "ready",
        type: "approval",
        title: "The release is ready",
        question: `${branchBuilt.length === 0 ? `Do the builds of ${release} pass, and was` : "Was"} it seen working on staging?`,
        approvers,
        needs: [branchBuilt.at(-1)?.id ?? "cut"],
      },
      {
        ...each("head", "What will be tagged", tagged, ["cut[]", "ready"]),
        type: "read",
        uses: "branch-head",
        with: { repository: ITEM.repository, branch: release },
      },
      {
        ...each("tag", `Tag ${version}`, tagged, ["head[]"]),
        type: "operation",
        uses: "tag-release",
        with: {
          ...ITEM,
          ...RULES,
          branch: release,
          commit: { $ref: "head[].commit" },
          version,
          stream: { $ref: "item.stream?" },
          allowSharedCommit: true,
        },
      },
      ...tagBuilt,
      ...texts.checked,
      ...releases.published,
      ...(deploys.length === 0
        ? []
        : [
            {
              id: "deploy-ready",
              type: "approval" as const,
              title: `${version} may go to production`,
              question: `Are the builds of ${version} there, and is this the time to deploy it?`,
              approvers,
              needs: [releases.published.length === 0 ? "tag" : "publish", ...tagBuilt.slice(-1).map(({ id }) => id)],
            },
            ...deploys,
          ]),
      ...told,
      ...texts.after(out),
      ...mergeOn("merge-back", `Merge ${release} back`, release, ["tag[]"]),
      {
        id: "releases",
        type: "read",
        uses: "list-releases",
        title: "What is released now",
        with: { components: components.map((component) => defined(component)) },
        needs: ["merge-back-done"],
      },
    ],
  };
}

/** What the steps need of a component. */
const itemOf = (component: Component) => {
  const { name, repository, mainline, tagPattern, releaseBranchPattern, stream } = component;
  const { cutFrom, publishesOnTag, developmentVersion, merge } = component;
  return defined({
    name,
    repository,
    mainline,
    tagPattern,
    releaseBranchPattern,
    stream,
    cutFrom,
    publishesOnTag,
    developmentVersion,
    merge,
  });
};

const mayTag = (components: readonly Component[], name: string): boolean =>
  components.find((component) => component.name === name)?.policy?.tag !== false;
