import type { ComponentRelease, CurrentRelease } from "@signalbox/github-release";
import { plain, table, type Style } from "./style.js";

/** What GitHub has released, for people. */
export function releaseStatusText({ product, components }: CurrentRelease, style: Style): string {
  const head =
    product !== null
      ? `The product is at ${product.version}: ${product.components.map(plain).join(", ")}.`
      : components.some(({ error }) => error !== undefined)
        ? "Not everything could be read, and the rest has no release on GitHub."
        : "Nothing is released on GitHub.";
  return [
    style.bold(head),
    table(
      components.map((component) => rowOf(component, style)),
      "  ",
    ),
    ...hintsOf(components).map((hint) => `${style.yellow("hint:")} ${plain(hint)}`),
  ].join("\n");
}

/** What all of them met has one hint. */
const hintsOf = (components: readonly ComponentRelease[]): readonly string[] => [
  ...new Set(components.flatMap(({ error }) => (error === undefined ? [] : error.hint))),
];

function rowOf(component: ComponentRelease, style: Style): readonly string[] {
  const { name, current, deviates, error } = component;
  if (error !== undefined) return [style.bold(plain(name)), "-", style.red(`error: ${plain(error.message)}`)];
  const shown = current === null ? "-" : `${plain(current.tag)}  ${current.publishedAt?.slice(0, 10) ?? ""}`;
  return [
    style.bold(plain(name)),
    shown,
    deviates ? style.yellow(remarkOf(component)) : style.dim(remarkOf(component)),
  ];
}

function remarkOf({ current, deviates, latestTag, drafts, prereleases, malformed, looked }: ComponentRelease): string {
  const tags = (releases: readonly { readonly tag: string }[]): string =>
    releases.map(({ tag }) => plain(tag)).join(", ");
  return [
    ...(current === null ? ["no release"] : deviates ? ["deviates"] : []),
    ...(drafts.length === 0 ? [] : [`draft ${tags(drafts)}`]),
    ...(prereleases.length === 0 ? [] : [`prerelease ${tags(prereleases)}`]),
    ...(latestTag === null || latestTag === current?.tag ? [] : [`GitHub shows ${plain(latestTag)} as the latest`]),
    ...(malformed.length === 0 ? [] : [`misspelt ${malformed.map(plain).join(", ")}`]),
    ...(looked.releases === looked.total ? [] : [`the newest ${looked.releases} of ${looked.total} were looked at`]),
  ].join("; ");
}
