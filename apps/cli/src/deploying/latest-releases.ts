import { fanOut, isReleaseError, type CallOptions, type Warning } from "@signalbox/release-core";
import type { ReleasePorts } from "@signalbox/github-release";
import type { Component } from "../config/inventory.js";
import { versionInTag } from "./version-in-tag.js";

/** The latest releases on GitHub, by package. What cannot be asked is a warning: servers can be compared without it. */
export async function latestReleases(
  components: readonly { readonly component: Component; readonly package: string }[],
  { releases }: Pick<ReleasePorts, "releases">,
  options: CallOptions,
): Promise<{ readonly latest: Readonly<Record<string, string>>; readonly warnings: readonly Warning[] }> {
  const settled = await fanOut(
    components,
    async ({ component, package: name }) => {
      const { latest } = await releases.list(component.repository, options);
      return latest === null ? null : ([name, versionInTag(latest.tag, component)] as const);
    },
    { ...options, concurrency: 16 },
  );
  options.signal?.throwIfAborted();
  const found = settled.flatMap((line) => (line.status === "fulfilled" && line.value !== null ? [line.value] : []));
  const warnings = settled.flatMap((line): Warning[] => {
    if (line.status !== "rejected" || !isReleaseError(line.error)) return [];
    const { message, hint } = line.error;
    return [
      { code: "release-unknown", message: `The latest release of ${line.item.component.name}: ${message}`, hint },
    ];
  });
  return { latest: Object.fromEntries(found), warnings };
}
