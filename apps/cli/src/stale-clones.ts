import type { UnreleasedReport } from "@signalbox/release-notes";
import { type StaleClone, staleWarning } from "./wiring/clone-age.js";

/** A report that says of each clone which was believed unfetched how old it is. Pure. */
export function withStaleClones(
  report: UnreleasedReport,
  clones: readonly StaleClone[],
  nowMs: number,
): UnreleasedReport {
  if (clones.length === 0) return report;
  const components = report.components.map((component) => {
    const clone = clones.find(({ location }) => location === component.repository);
    if (clone === undefined || component.error !== undefined) return component;
    return { ...component, warnings: [...component.warnings, staleWarning(clone, nowMs)] };
  });
  return { ...report, components };
}
