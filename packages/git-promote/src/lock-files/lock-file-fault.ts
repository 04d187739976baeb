import { hasMarkers } from "../settle-conflicts/conflict-text.js";
import type { LockFileFailureReason } from "./regenerate-lock-files.js";

/** Why a content is no lock file, null when nothing speaks against it. Pure. */
export function faultOf(
  path: string,
  content: Uint8Array | null,
): { readonly reason: LockFileFailureReason; readonly message: string } | null {
  if (content === null) return { reason: "missing", message: `there is no file ${path} afterwards.` };
  const text = Buffer.from(content).toString("utf8");
  if (text.trim() === "") return { reason: "invalid", message: `${path} is empty afterwards.` };
  if (hasMarkers(text)) return { reason: "markers", message: `${path} has conflict markers afterwards.` };
  if (path.endsWith(".json") && !isJson(text)) return { reason: "invalid", message: `${path} is no JSON afterwards.` };
  return null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
