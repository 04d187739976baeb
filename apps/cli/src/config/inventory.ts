import { isAbsolute, join, resolve } from "node:path";
import { usage } from "../errors.js";
import type { ComponentConfig, EnvironmentConfig } from "./types.js";

/** A component whose repository is a URL or an absolute path. */
export type Component = ComponentConfig;

export interface LocationContext {
  /** Relative paths start here. */
  readonly folder: string;
  readonly home: string;
  /** Where `owner/name` is: `https://github.com`. */
  readonly gitHubUrl: string;
}

/**
 * A URL stays; `/ ./ ../ ~` begin a path; bare `owner/name` is GitHub.
 * @throws ReleaseError `ERR_USAGE` for anything else
 */
export function locationOf(given: string, context: LocationContext): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given) || /^[^/\s]+@[^/\s]+:/.test(given)) return given;
  if (given === "~" || given.startsWith("~/")) return join(context.home, given.slice(1));
  if (isAbsolute(given) || /^\.\.?(\/|$)/.test(given)) return resolve(context.folder, given);
  if (/^[\w.-]+\/[\w.-]+$/.test(given)) return `${context.gitHubUrl}/${given}.git`;
  throw usage(`"${given}" is no repository.`, `Write a URL, owner/name on GitHub, or a path such as ./${given}.`);
}

/** The last part of a location, without `.git`. */
export const nameOf = (location: string): string =>
  location
    .replace(/[/\\]+$/, "")
    .replace(/\.git$/, "")
    .split(/[/\\:]/)
    .pop() || location;

/** Repositories of one name (`a/repo` and `b/repo`) get as much of their locations as tells them apart. */
export function toldApart<T extends { readonly name: string; readonly repository: string }>(
  components: readonly T[],
): readonly T[] {
  const partsOf = ({ repository }: T): readonly string[] =>
    repository
      .replace(/[/\\]+$/, "")
      .replace(/\.git$/, "")
      .split(/[/\\:]/);
  return components.map((component) => {
    const same = components.filter(({ name }) => name === component.name);
    if (same.length === 1) return component;
    const parts = partsOf(component);
    const count = parts.findIndex((_, index) => {
      const tailOf = (all: readonly string[]): string => all.slice(-1 - index).join("/");
      return same.filter((other) => tailOf(partsOf(other)) === tailOf(parts)).length === 1;
    });
    return count < 0 ? component : { ...component, name: parts.slice(-1 - count).join("/") };
  });
}

/** Fills in what a short form leaves out. `mute` is the list for all components. */
export function componentOf(
  given: string | ComponentConfig,
  context: LocationContext,
  mute: readonly string[],
): Component {
  const { mute: own = [], ...rest } = typeof given === "string" ? { name: nameOf(given), repository: given } : given;
  const repository = locationOf(rest.repository, context);
  return { ...rest, repository, mute: own === true ? true : [...mute, ...own] };
}

export function environmentOf(given: string | EnvironmentConfig): Required<EnvironmentConfig> {
  const { name, branch = name, hosts = {} } = typeof given === "string" ? { name: given } : given;
  return { name, branch, hosts };
}
