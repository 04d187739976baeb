import { resolve } from "node:path";
import type { Values } from "./args/command-spec.js";
import type { Environment } from "./config/environment.js";
import { declined, needsYes, usage } from "./errors.js";
import type { Output } from "./output/output.js";

/** What every command gets. */
export interface Session {
  readonly positionals: readonly string[];
  readonly values: Values;
  readonly env: Environment;
  readonly out: Output;
  readonly signal: AbortSignal;
  /** Absolute; `--cwd` is already in it. */
  readonly cwd: string;
  /** A person can be asked: stdin and stderr are terminals, and it is no CI. */
  readonly isInteractive: boolean;
}

export const isSet = (session: Session, name: string): boolean => session.values[name] === true;

export const text = (session: Session, name: string): string | undefined => {
  const value = session.values[name];
  return typeof value === "string" ? value : undefined;
};

export const list = (session: Session, name: string): readonly string[] => {
  const value = session.values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
};

/** @throws ReleaseError `ERR_USAGE` when the option is no whole number from 1 up */
export function positive(session: Session, name: string): number | undefined {
  const given = text(session, name);
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(given))
    throw usage(`--${name} must be a whole number from 1 up, not "${given}".`, `For example --${name} 4.`);
  return Number(given);
}

export const pathOf = (session: Session, path: string): string => resolve(session.cwd, path);

/**
 * Asks before something is changed. With `--yes` nobody is asked. `look` tells how to see first what it would do, where
 * the command has no `--dry-run`.
 * @throws ReleaseError `ERR_NEEDS_YES` where nobody can be asked, `ERR_ABORTED` when the answer is no
 */
export async function confirm(
  session: Session,
  question: string,
  what: string,
  look = "Look at it with --dry-run",
): Promise<void> {
  if (isSet(session, "yes")) return;
  if (!session.isInteractive) throw needsYes(what, look);
  const { askYesNo } = await import("./output/ask.js");
  if (!(await askYesNo(question, session.signal))) throw declined();
}
