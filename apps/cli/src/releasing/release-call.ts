import { readFile } from "node:fs/promises";
import { parseVersion, tagNameOf } from "@signalbox/git";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Component } from "../config/inventory.js";
import { configOf } from "../config/load-session-config.js";
import { usage } from "../errors.js";
import { pathOf, positive, text, type Session } from "../session.js";

/** What the commands about releases have in common. */
export interface ReleaseCall {
  readonly components: readonly Component[];
  readonly concurrency: number;
  /** The tag of a component: a bare version is written as the component writes its tags. */
  readonly tagOf: (component: Component) => string;
}

/** Reads are gathered into few queries when they are asked side by side, and writes go one by one all the same. */
const AT_ONCE = 16;

/** @throws ReleaseError `ERR_USAGE` without --tag, or where no repository is meant */
export async function readReleaseCall(session: Session, named: readonly string[]): Promise<ReleaseCall> {
  const given = text(session, "tag");
  if (given === undefined) throw usage("Which release is meant?", "Name its version or tag: --tag 16.2.0.");
  const config = await configOf(session);
  const released = config.components.filter(({ policy }) => policy?.githubRelease !== false);
  const components = await chooseRepositories(session, config, released, named);
  return {
    components,
    concurrency: positive(session, "concurrency") ?? Math.max(config.concurrency, AT_ONCE),
    tagOf: (component) => (parseVersion(given) === null ? given : tagNameOf(given, component)),
  };
}

/** How a component writes its tags, for the inputs of operations. */
export const tagRulesOf = ({ tagPattern, stream }: Component): { tagPattern?: string; stream?: string } => ({
  ...(tagPattern === undefined ? {} : { tagPattern }),
  ...(stream === undefined ? {} : { stream }),
});

/** The text of --notes-file; `-` is stdin. @throws ReleaseError `ERR_USAGE` when it cannot be read */
export async function readNotes(session: Session): Promise<string | undefined> {
  const file = text(session, "notes-file");
  if (file === undefined) return undefined;
  try {
    return await readFile(file === "-" ? "/dev/stdin" : pathOf(session, file), "utf8");
  } catch (error) {
    throw usage(`The notes in ${file} cannot be read.`, error instanceof Error ? error.message : "Check the path.");
  }
}

/** @throws ReleaseError `ERR_USAGE` for anything else */
export function oneOf<const Word extends string>(
  session: Session,
  option: string,
  words: readonly Word[],
): Word | undefined {
  const given = text(session, option);
  const found = words.find((word) => word === given);
  if (given !== undefined && found === undefined)
    throw usage(
      `--${option} must be one of ${words.join(", ")}, not "${given}".`,
      `For example --${option} ${words[0]}.`,
    );
  return found;
}
