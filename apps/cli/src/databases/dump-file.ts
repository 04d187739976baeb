import { join, resolve } from "node:path";
import type { DatabaseConfig } from "../config/database-types.js";
import type { Config } from "../config/load-config.js";

/** Where dumps of a database go. */
export const dumpFolder = (
  { folder, stateDir }: Pick<Config, "folder" | "stateDir">,
  { dumps }: DatabaseConfig,
): string => (dumps?.folder === undefined ? join(stateDir, "dumps") : resolve(folder, dumps.folder));

/** `main-20261122T101500Z.dump` */
export const dumpName = (database: string, at: Date): string =>
  `${database}-${at.toISOString().replace(/[-:]|\.\d+/g, "")}.dump`;
