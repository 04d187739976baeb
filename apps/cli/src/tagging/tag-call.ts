import type { Component } from "../config/inventory.js";
import { usage } from "../errors.js";
import { isSet, text, type Session } from "../session.js";

/** What the command line of `tag` asks for. */
export interface TagCall {
  /** As it was typed; null when it is to be counted. */
  readonly version: string | null;
  /** The repositories that were named. */
  readonly named: readonly string[];
  /** The version is counted, or the repositories chosen, over all of them. */
  readonly isPatch: boolean;
  /** One number for all, which is no number of a component with versions of its own. */
  readonly isProduct: boolean;
}

const VERSION = /^(?:next-(?:major|minor|patch)|v{0,2}\.?\d[^/\\:]*)$/i;

/**
 * Tells the version from the repositories: with `--line` or `--next-patch` it may be left out.
 * @throws ReleaseError `ERR_USAGE`
 */
export function readTagCall(session: Session, components: readonly Component[]): TagCall {
  const [first, ...others] = session.positionals;
  const isPatch = isSet(session, "next-patch") || text(session, "line") !== undefined;
  if (isSet(session, "all") && !isPatch)
    throw usage("--all goes with --line or --next-patch.", "Without them every repository is tagged anyway.");
  const isVersion =
    first !== undefined && VERSION.test(first) && !(isPatch && components.some(({ name }) => name === first));
  if (!isVersion && !isPatch)
    throw usage(
      first === undefined ? "signalbox tag needs a version." : `"${first}" is no version.`,
      "For example: signalbox tag 16.2.0, signalbox tag next-minor, signalbox tag --line 16.2.",
    );
  const version = isVersion ? first : null;
  if (isPatch && version?.startsWith("next-") === true)
    throw usage(`${version} is counted for each repository alone, --line and --next-patch over all.`, "Leave one out.");
  return {
    version,
    named: isVersion ? others : session.positionals,
    isPatch,
    isProduct: version !== null && !version.startsWith("next-"),
  };
}
