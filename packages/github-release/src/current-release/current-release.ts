import { compareVersions, parseVersion, repositoryName } from "@signalbox/git";
import { type CallOptions, contextOf, fanOut, isReleaseError, parseInput, redactText } from "@signalbox/release-core";
import * as z from "zod";
import { tagRuleFields } from "../input-fields.js";
import type { ReleasePorts } from "../ports.js";
import { type ReleaseStandingOf, standingOf } from "./standing-of.js";

// Fields of a configuration that are not named here are passed over.
const request = z.object({
  components: z.array(
    z.object({
      repository: z.string().min(1),
      name: z.string().min(1).optional().describe("For people. Default: the repository's short name"),
      publishesOnTag: z.boolean().optional().describe("It has versions of its own, so it is no part of the product"),
      ...tagRuleFields,
    }),
  ),
});

export type CurrentReleaseRequest = z.input<typeof request>;

/** A component, or why it could not be read. */
export interface ComponentRelease extends ReleaseStandingOf {
  readonly name: string;
  /** Credentials removed. */
  readonly repository: string;
  /** It is part of the product, and its current version is not the product's. */
  readonly deviates: boolean;
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

/** What `currentRelease` answers. */
export interface CurrentRelease {
  readonly format: 1;
  /** The highest version that a component has published, and who has it; null when nobody has one. */
  readonly product: { readonly version: string; readonly components: readonly string[] } | null;
  readonly components: readonly ComponentRelease[];
}

/** Questions of one turn share queries, so all are asked at once. */
const ALL_AT_ONCE = 500;

/**
 * What is released of many components, joined to the product's version: the highest one that is published. Drafts and
 * prereleases that wait are told. Only looks; a component that cannot be read has an `error` in its place.
 * @throws ReleaseError `ERR_INPUT_INVALID`; the abort reason of `options.signal`
 */
export async function currentRelease(
  { releases }: Pick<ReleasePorts, "releases">,
  given: CurrentReleaseRequest,
  options: CallOptions = {},
): Promise<CurrentRelease> {
  const { components } = parseInput("current-release", request, given);
  const { signal } = contextOf(options);
  const settled = await fanOut(
    components,
    async (component) => standingOf(await releases.list(component.repository, options), component),
    { ...options, concurrency: ALL_AT_ONCE },
  );
  signal.throwIfAborted();
  const read = settled.map((line): Omit<ComponentRelease, "deviates"> => {
    const { name = repositoryName(line.item.repository), repository } = line.item;
    const place = { name, repository: redactText(repository) };
    return line.status === "fulfilled"
      ? { ...place, ...line.value }
      : { ...place, ...NOTHING, error: failureOf(line.status === "rejected" ? line.error : null) };
  });
  const isPart = components.map(({ publishesOnTag }) => publishesOnTag !== true);
  const version = highestOf(read.filter((_, at) => isPart[at]));
  const having = read.filter((one, at) => isPart[at] === true && one.current?.version === version);
  return {
    format: 1,
    product: version === null ? null : { version, components: having.map(({ name }) => name) },
    components: read.map((one, at) => ({
      ...one,
      deviates: version !== null && isPart[at] === true && one.error === undefined && one.current?.version !== version,
    })),
  };
}

const NOTHING: ReleaseStandingOf = {
  current: null,
  latestTag: null,
  drafts: [],
  prereleases: [],
  malformed: [],
  looked: { releases: 0, total: 0 },
};

function highestOf(read: readonly Pick<ComponentRelease, "current">[]): string | null {
  const versions = read.flatMap(({ current }) => parseVersion(current?.version ?? "") ?? []);
  const highest = versions.sort((a, b) => compareVersions(b, a))[0];
  return (
    read.find(({ current }) => {
      const version = parseVersion(current?.version ?? "");
      return version !== null && highest !== undefined && compareVersions(version, highest) === 0;
    })?.current?.version ?? null
  );
}

function failureOf(error: unknown): NonNullable<ComponentRelease["error"]> {
  const { code, message, hint } = isReleaseError(error)
    ? error
    : { code: "ERR_UNEXPECTED", message: String(error), hint: "Run it again with --verbose." };
  return { code, message, hint };
}
