import { text, type Session } from "../session.js";
import { loadConfig, type Config } from "./load-config.js";

/** The configuration that a command line means. */
export const configOf = (session: Session): Promise<Config> =>
  loadConfig({
    cwd: session.cwd,
    env: session.env,
    file: text(session, "config"),
    stateDir: text(session, "state-dir"),
  });
