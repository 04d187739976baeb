import type { ArtifactReport } from "@signalbox/play-publish";
import { plain, table, type Style } from "./style.js";

/** What a bundle or APK says of itself, for people. */
export function artifactText(report: ArtifactReport, style: Style): string {
  const { kind, package: packageName, versionName, versionCode, signer, problems, pageAlignment16k: pages } = report;
  const rows = [
    ["version", `${plain(versionName ?? "unknown")} (${versionCode ?? "no code"})`],
    ["signed by", signer?.replace(/..(?=.)/g, "$&:").toUpperCase() ?? "nobody"],
    ["16 KB pages", pages.ok === null ? "unknown" : pages.ok ? "fine" : `not ${pages.offending.map(plain).join(", ")}`],
  ];
  return [
    `${style.bold(plain(packageName ?? "no package"))}  ${kind ?? "neither a bundle nor an APK"}  ${problems.length === 0 ? style.green("fine") : style.red("not fit to be published")}`,
    ...(packageName === null ? [] : [table(rows, "  ")]),
    ...problems.flatMap(({ code, message, hint }) => [
      `  ${style.red("✖")} ${plain(message)} ${style.dim(`[${code}]`)}`,
      `    ${style.yellow("hint:")} ${plain(hint)}`,
    ]),
  ].join("\n");
}
