import { tagNameOf } from "@signalbox/git";
import { numberLines } from "./number-line.js";
import type { ComponentView, PlacedTag, RepositoryView } from "./repository-view.js";
import { type OddNumber, oddNumbers } from "./odd-numbers.js";
import { type VersionedComponent, versionsOf } from "./known-versions.js";
import { type StrayTag, strayTags, withoutStrays } from "./stray-tags.js";

/** A component with what the other repositories say about its tags. */
export interface JudgedComponent {
  readonly view: ComponentView;
  readonly odd: readonly OddNumber[];
  readonly oddTags: ReadonlySet<PlacedTag>;
  readonly versioned: VersionedComponent;
}

/** A repository among all that are listed. */
export interface JudgedRepository {
  /** As it was read. */
  readonly whole: RepositoryView;
  /** Without its stray tags. */
  readonly view: RepositoryView;
  readonly strays: readonly StrayTag[];
  readonly components: readonly JudgedComponent[];
}

/** What can only be said of all repositories together: whose commits and whose version numbers are whose. */
export function judgeFleet(views: readonly RepositoryView[]): readonly JudgedRepository[] {
  const parts = views.flatMap((view) => view.components.map((component) => ({ view, component })));
  const lines = numberLines(
    parts.map(({ view, component: { component, releases } }) => ({
      numbering: component.numbering,
      publishesOnTag: component.publishesOnTag,
      releases: releases.map(({ version, place }) => ({ version, committedAt: view.history.at(place).committedAt })),
    })),
  );
  const lineOf = new Map(parts.map(({ component }, index) => [component.component, lines[index] ?? null]));
  return views.map((whole) => {
    const strays = strayTags(whole, views);
    const view = withoutStrays(whole, strays);
    const components = view.components.map((component, at): JudgedComponent => {
      const odd = oddNumbers(view, component);
      const oddTags = new Set(odd.map(({ tag }) => tag));
      const { component: given } = component;
      return {
        view: component,
        odd,
        oddTags,
        versioned: {
          name: given.name ?? view.name,
          tagOf: (version) => tagNameOf(version, given),
          versions: versionsOf(whole.components[at] ?? component, view.refs, oddTags),
          line: lineOf.get(given) ?? null,
        },
      };
    });
    return { whole, view, strays, components };
  });
}
