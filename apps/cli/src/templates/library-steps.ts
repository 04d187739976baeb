import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import { usage } from "../errors.js";
import { defined } from "./defined.js";

/** Where the version of a package on npm stands in its own repository. */
const OWN_VERSION = { files: "package.json", format: "pattern", pattern: '"version":\\s*"(?<version>[^"]+)"' };
const PINNED = { files: "**/package.json", format: "package-json" };

export interface LibrarySteps {
  readonly train: string;
  readonly components: readonly Component[];
  /** Library → the version that it gets: the parameter `libraries`. */
  readonly libraries: unknown;
  /** The step that has moved the mainlines, if there is one. */
  readonly after: string | null;
}

/**
 * Libraries with numbers of their own, which a tag publishes: each gets its new version and tag, and whoever consumes
 * it pins that on the mainline, before release branches are cut.
 */
export function librarySteps({ train, components, libraries, after }: LibrarySteps): readonly Step[] {
  const versions = versionsOf(train, components, libraries);
  if (versions.size === 0) return [];
  const nameOf = ({ name, pin }: Component): string => pin?.name ?? name;
  const own = components.filter(({ name }) => versions.has(name));
  const items = own.map((library) => ({
    ...defined({ name: library.name, repository: library.repository, tagPattern: library.tagPattern }),
    version: versions.get(library.name) ?? "",
    pins: [{ name: nameOf(library), version: versions.get(library.name) ?? "" }],
    rules: [{ ...OWN_VERSION, name: nameOf(library) }],
  }));
  const places = Object.fromEntries(
    own.map((library) => [
      nameOf(library),
      defined({ repository: library.repository, tagPattern: library.tagPattern }),
    ]),
  );
  const consumers = components
    .filter(({ consumes = [] }) => consumes.some((name) => versions.has(name)))
    .map((consumer) => ({
      ...defined({ name: consumer.name, repository: consumer.repository, mainline: consumer.mainline }),
      pins: own
        .filter(({ name }) => consumer.consumes?.includes(name))
        .map((library) => ({
          name: nameOf(library),
          version: versions.get(library.name) ?? "",
        })),
      lockFiles: consumer.merge?.lockFiles ?? [],
    }));
  const bump = {
    type: "operation",
    uses: "bump-pins",
    planned: "later",
  } as const;
  return [
    {
      ...bump,
      id: "library",
      title: "Give the libraries their versions",
      forEach: toJson(items) as Step["forEach"] & object,
      with: {
        repository: { $ref: "item.repository" },
        pins: { $ref: "item.pins" },
        rules: { $ref: "item.rules" },
        direct: true,
      },
      needs: after === null ? [] : [`${after}[]`],
    },
    {
      id: "library-tag",
      type: "operation",
      uses: "tag-release",
      planned: "later",
      title: "Tag the libraries, which publishes them",
      forEach: toJson(items) as Step["forEach"] & object,
      with: {
        repository: { $ref: "item.repository" },
        version: { $ref: "item.version" },
        tagPattern: { $ref: "item.tagPattern?" },
        publishesOnTag: true,
      },
      needs: ["library[]"],
    },
    {
      ...bump,
      id: "pin",
      title: "Pin the libraries in what consumes them",
      forEach: toJson(consumers) as Step["forEach"] & object,
      with: {
        repository: { $ref: "item.repository" },
        branch: { $ref: "item.mainline?" },
        pins: { $ref: "item.pins" },
        components: toJson(places),
        rules: [PINNED],
        lockFiles: { $ref: "item.lockFiles" },
        direct: true,
      },
      needs: ["library-tag", ...(after === null ? [] : [`${after}[]`])],
    },
  ];
}

/** @throws ReleaseError `ERR_USAGE` for what is no map of versions, and for components that are no libraries */
function versionsOf(train: string, components: readonly Component[], given: unknown): ReadonlyMap<string, string> {
  if (given === undefined || given === null) return new Map();
  const entries = typeof given === "object" && !Array.isArray(given) ? Object.entries(given) : [];
  const known = components.filter(({ publishesOnTag }) => publishesOnTag === true).map(({ name }) => name);
  const isGood = entries.every(([name, version]) => known.includes(name) && typeof version === "string");
  if (entries.length > 0 && isGood) return new Map(entries as [string, string][]);
  throw usage(
    `The parameter libraries of the train ${train} must give versions of ${known.join(", ") || "components with publishesOnTag"}, not ${JSON.stringify(given)}.`,
    `For example --set 'libraries={"${known[0] ?? "models"}":"1.33.70"}'.`,
  );
}
