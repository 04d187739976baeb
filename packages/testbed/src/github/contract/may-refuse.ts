import type { Route } from "./routes.js";

/** What GitHub answers to any operation, although its description does not always say so. */
const UNDOCUMENTED = new Set([301, 307, 400, 401, 403, 404, 422, 501]);

/** A response without a word about its body is as good as none: that of `upload-release-asset` for 422. */
export const mayRefuse = ({ operation }: Route, status: number): boolean =>
  UNDOCUMENTED.has(status) && Object.keys(operation.responses[String(status)] ?? {}).length === 0;
