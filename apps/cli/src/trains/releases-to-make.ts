import { type Component, renderGitHubRelease, type UnreleasedReport } from "@signalbox/release-notes";
import type { ReleaseConfig } from "../config/types.js";
import { entriesOfReport, type ReportedRelease } from "./entries-of-report.js";
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

/** Component → where its repository is shown to people; null: nowhere. */
export type WebPages = ReadonlyMap<string, string | null>;

/** Which releases a train makes on GitHub: of what has another tag now than before. Pure. */
export function releasesToMake(
  { components, unreleased, pollMs }: ReleasesInput,
  now: UnreleasedReport,
  webPages: WebPages,
): ReleasesToMake {
  const made = releasedSince(unreleased, now).flatMap(({ before, latest: { commit, tag, version } }) => {
    const component = components.find(({ name }) => name === before.name);
    const { release, policy } = component ?? {};
    if (component === undefined || release === undefined || policy?.githubRelease === false) return [];
    const webUrl = webPages.get(component.name) ?? null;
    return [{ component, release, commit, tag, notes: notesOf({ report: before, version, webUrl }) }];
  });
  return {
    format: 1,
    own: made
      .filter(({ release }) => release.owner !== "ci")
      .map(({ component, release, commit, tag, notes }) => {
        const which = { repository: component.repository, tag, ...rulesOf(component) };
        const owner = release.owner ?? "tag-first";
        return {
          name: component.name,
          draft: { ...which, target: commit, notes },
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

/** By the rules of notes: what a commit's type hides is left out, and no markup of others counts. Pure. */
export function notesOf(released: ReportedRelease): string {
  const { report, version } = released;
  const component = { name: report.name, version, tag: null, url: null, entries: entriesOfReport(released) };
  const sections = [{ title: "", components: [component] }];
  return renderGitHubRelease({ format: 1, release: version, date: "", sections, findings: [] }).text.trimEnd();
}
