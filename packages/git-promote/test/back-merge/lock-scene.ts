import type { History } from "@signalbox/testbed";
import { manifest, releaseLines } from "./release-lines.js";

/** A lock file that is made of the manifest's version lines. */
export const MAKE = [
  "node",
  "-e",
  'const { version, dependencies } = require("./package.json"); require("node:fs").writeFileSync("lock.json", JSON.stringify({ version, dependencies }, null, 2) + "\\n")',
];
export const lock = (version: string, models = "1.0.0"): string =>
  `${JSON.stringify({ version, dependencies: { models } }, null, 2)}\n`;

/** Both lines made the lock file again. */
export function bothChanged(told: History): void {
  releaseLines(told);
  told.commit("16.7", { files: { "package.json": manifest("1.0.7", "1.2.0"), "lock.json": lock("1.0.7", "1.2.0") } });
  told.commit("16.8", { files: { "package.json": manifest("1.0.8", "1.1.0"), "lock.json": lock("1.0.8", "1.1.0") } });
}
