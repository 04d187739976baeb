import { join } from "node:path";
import { journalEngine, type JournalEngine } from "@signalbox/release-train";
import type { Config } from "../config/load-config.js";
import { configOf } from "../config/load-session-config.js";
import { isSet, type Session } from "../session.js";

/** With `--wait`, a wait of up to this long is waited in the process. */
const PATIENCE_MS = 60_000;

/** The engine alone, for commands that look at runs or decide. */
export async function openEngine(
  session: Session,
): Promise<{ readonly config: Config; readonly engine: JournalEngine }> {
  const config = await configOf(session);
  return { config, engine: engineOf(config, session) };
}

export function engineOf(config: Config, session: Session): JournalEngine {
  return journalEngine({
    dir: join(config.stateDir, "runs"),
    secrets: session.env.secrets,
    patienceMs: isSet(session, "wait") ? PATIENCE_MS : 0,
  });
}
