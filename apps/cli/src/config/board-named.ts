import { usage } from "../errors.js";
import { text, type Session } from "../session.js";
import type { BoardConfig } from "./types.js";

/**
 * The board that is meant: `--board owner/number`, else that of the configuration.
 * @throws ReleaseError `ERR_USAGE` when there is none
 */
export function boardNamed(session: Session, configured: BoardConfig | null): BoardConfig {
  const given = text(session, "board");
  if (given === undefined) {
    if (configured !== null) return configured;
    throw usage("No board is named, and the configuration has none.", "For example --board acme/2, from its address.");
  }
  const [, owner, number] = /^([A-Za-z0-9][\w-]*)\/([1-9]\d{0,8})$/.exec(given) ?? [];
  if (owner === undefined) throw usage(`--board must be owner/number, not "${given}".`, "For example --board acme/2.");
  return { ...configured, owner, number: Number(number) };
}
