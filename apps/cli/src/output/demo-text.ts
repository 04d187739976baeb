import type { Style } from "./style.js";

/** What the demo leaves behind, and what to try next. */
export function demoText(
  end: { readonly run: string; readonly journal: string; readonly seconds: number },
  style: Style,
): string {
  return [
    "",
    style.bold(`Done in ${end.seconds} s.`),
    `The run ${end.run} was planned as a whole, approved, killed twice, resumed, and finished:`,
    "test went to prod, dev went to test, the unreleased components are tagged, and nothing was done twice.",
    `Its journal: ${end.journal}`,
    "",
    "Next, on your own repositories (nothing is written by these):",
    `  ${style.cyan("signalbox unreleased ~/src/*")}`,
    `  ${style.cyan("signalbox promote test prod -R <path or URL> --dry-run")}`,
    `  ${style.cyan("signalbox init weekly && signalbox doctor")}`,
  ].join("\n");
}
