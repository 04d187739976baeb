import { randomBytes } from "node:crypto";

/** `20261122T164500-3fa9c1`. */
export const newTransactionId = (now: Date): string =>
  `${now.toISOString().replace(/[-:]|\.\d+Z$/g, "")}-${randomBytes(3).toString("hex")}`;
