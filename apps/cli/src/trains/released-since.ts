import type { Component, ComponentReport, UnreleasedReport } from "@signalbox/release-notes";

/** `{ components }` as in the configuration, and the report from before the tags. */
export interface ReleasedInput {
  readonly components: readonly Component[];
  readonly unreleased: UnreleasedReport;
}

/** A component that has another release now. */
export interface ReleasedComponent {
  readonly before: ComponentReport;
  readonly latest: NonNullable<ComponentReport["latest"]>;
}

/**
 * What has another release than before. That is told by looking and not by the outcomes of steps: one that was cut
 * after its push finds the tag and has nothing to do any more. Pure.
 */
export const releasedSince = (before: UnreleasedReport, now: UnreleasedReport): readonly ReleasedComponent[] =>
  now.components.flatMap(({ name, latest }) => {
    const old = before.components.find((component) => component.name === name);
    if (old === undefined || old.error !== undefined || latest === null || latest.tag === old.latest?.tag) return [];
    return [{ before: old, latest }];
  });

/** The same by component, as `bump-pins` takes it. Pure. */
export const releasesSince = (before: UnreleasedReport, now: UnreleasedReport): object => ({
  format: 1,
  releases: Object.fromEntries(
    releasedSince(before, now).map(({ before: { name }, latest: { tag, version } }) => [name, { tag, version }]),
  ),
});
