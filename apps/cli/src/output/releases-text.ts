import type { ComponentReleases, Deviation, ReleasesReport } from "@signalbox/git-promote";
import { count, plain, table, type Style } from "./style.js";

/** So many releases of the product are shown, and all with `--verbose`. */
const MOST_RELEASES = 10;

/** The releases of all components for people. */
export function releasesText(
  { product, components, releases }: ReleasesReport,
  options: { readonly isWhole: boolean },
  style: Style,
): string {
  const head =
    product === null
      ? "The components share no versions."
      : `The product is at ${product.version}: ${product.components.join(", ")}.`;
  const shown = options.isWhole ? releases : releases.slice(0, MOST_RELEASES);
  const rows = shown.map(({ version, components: having, missing }) => [
    style.cyan(version),
    `${having.length} of ${having.length + missing.length}`,
    style.dim(
      whoText(
        having.map(({ name }) => name),
        missing,
      ),
    ),
  ]);
  const left = releases.length - shown.length;
  return [
    style.bold(head),
    table(
      components.map((component) => componentRow(component, style)),
      "  ",
    ),
    ...(rows.length === 0 ? [] : ["", style.bold("Who has which version"), table(rows, "  ")]),
    ...(left === 0 ? [] : [style.dim(`  and ${left} more; --verbose shows all`)]),
  ].join("\n");
}

/** The shorter list of the two. */
const whoText = (having: readonly string[], missing: readonly string[]): string => {
  if (missing.length === 0) return "";
  return missing.length <= having.length ? `not ${missing.join(", ")}` : `only ${having.join(", ")}`;
};

function componentRow(component: ComponentReleases, style: Style): readonly string[] {
  const { name, releases, numbering, deviation, error } = component;
  if (error !== undefined)
    return [style.bold(plain(name)), style.red("error:"), `${plain(error.message)} ${plain(error.hint)}`];
  const [latest] = releases;
  const tag = latest === undefined ? "-" : `${latest.tag}  ${latest.date.slice(0, 10)}`;
  if (numbering === null)
    return [style.bold(plain(name)), tag, style.dim(latest === undefined ? "no release" : "versions of its own")];
  return [style.bold(plain(name)), tag, deviation === null ? "" : style.yellow(deviationText(deviation))];
}

function deviationText({ kind, version, behind }: Deviation): string {
  if (kind === "none") return "no release";
  if (kind === "behind") return `${count(behind, "version")} behind`;
  return `unchanged since ${version ?? ""}`;
}
