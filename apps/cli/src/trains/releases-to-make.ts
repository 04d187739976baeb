import type { Component, UnreleasedReport } from "@signalbox/release-notes";
import type { ReleaseConfig } from "../config/types.js";
import { releasedSince } from "./released-since.js";

/** What of a component is asked for here; fields of a configuration that are not named are passed over. */
export interface ReleasedComponent extends Component {
  readonly name: string;
  readonly release?: ReleaseConfig;
  readonly policy?: { readonly githubRelease?: boolean };
}

/** `{ components }` as in the configuration, and the report from before the tags. */
export interface ReleasesInput {
  readonly components: readonly ReleasedComponent[];
  readonly unreleased: UnreleasedReport;
  readonly pollMs?: number;
}

/** The inputs of the steps that make releases, by component. */
export interface ReleasesToMake {
  readonly format: 1;
  /** For `draft-release` and `publish-release`; what CI releases itself is not here. */
  readonly own: readonly { readonly name: string; readonly draft: object; readonly publish: object }[];
  /** For `assets-ready`. */
  readonly built: readonly { readonly name: string; readonly assets: object }[];
}

/** Which releases a train makes on GitHub: of what has another tag now than before. Pure. */
export function releasesToMake(
  { components, unreleased, pollMs }: ReleasesInput,
  now: UnreleasedReport,
): ReleasesToMake {
  const made = releasedSince(unreleased, now).flatMap(({ before, latest: { commit, tag } }) => {
    const component = components.find(({ name }) => name === before.name);
    const { release, policy } = component ?? {};
    if (component === undefined || release === undefined || policy?.githubRelease === false) return [];
    return [{ component, release, commit, tag, changes: before.unreleased }];
  });
  return {
    format: 1,
    own: made
      .filter(({ release }) => release.owner !== "ci")
      .map(({ component, release, commit, tag, changes }) => {
        const which = { repository: component.repository, tag, ...rulesOf(component) };
        const owner = release.owner ?? "tag-first";
        return {
          name: component.name,
          draft: { ...which, target: commit, notes: notesOf(changes) },
          publish: { ...which, commit, owner },
        };
      }),
    built: made
      .filter(({ release }) => release.assets !== undefined)
      .map(({ component, release: { owner: _, ...files }, tag }) => ({
        name: component.name,
        assets: {
          repository: component.repository,
          tag,
          ...rulesOf(component),
          ...files,
          ...(pollMs === undefined ? {} : { pollMs }),
        },
      })),
  };
}

const rulesOf = ({ tagPattern, stream }: Component): object => ({
  ...(tagPattern === undefined ? {} : { tagPattern }),
  ...(stream === undefined ? {} : { stream }),
});

/** The changes as a list. They are texts of others: no markup of theirs counts, and nobody is told by name. Pure. */
export const notesOf = (changes: UnreleasedReport["components"][number]["unreleased"]): string =>
  changes
    .map(({ subject, pullRequest }) => {
      const number = pullRequest?.number;
      const request = number === undefined || subject.includes(`#${number}`) ? "" : ` (#${number})`;
      return `- ${inline(subject)}${request}`;
    })
    .join("\n");

const inline = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~&]/g, "\\$&")
    // What makes a heading, another list or a line at the beginning; `#12` stays a reference.
    .replace(/^(?:[-+]|#{1,6}(?=\s|$))/, "\\$&")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/@(?=[\w-])/g, "@\u2060");
