import type { Anomaly } from "./anomaly.js";
import { cloneAnomalies } from "./clones.js";
import { conflictAnomalies } from "./conflicts.js";
import { nameAnomalies } from "./names.js";
import { pinAnomalies } from "./pins.js";
import { rangeAnomalies } from "./ranges.js";
import { releaseBranchAnomalies } from "./release-branches.js";
import { tagAnomalies } from "./tags.js";

/** Every oddity by its name. Each was seen in a real public repository; the repositories made here are our own. */
export const anomalies = {
  ...tagAnomalies,
  ...releaseBranchAnomalies,
  ...rangeAnomalies,
  ...conflictAnomalies,
  ...nameAnomalies,
  ...pinAnomalies,
  ...cloneAnomalies,
} satisfies Record<string, Anomaly>;

export type AnomalyName = keyof typeof anomalies;
