/** A token, and where it was found: `--token`, `GH_TOKEN`, `gh auth token`. */
export interface FoundToken {
  /** Secret: only the wiring may look at it. */
  readonly token: string;
  readonly from: string;
}

const PUBLIC = ["GH_TOKEN", "GITHUB_TOKEN"];
const ENTERPRISE = ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"];

/**
 * The token of the environment for a server. As with `gh`, `GH_TOKEN` and `GITHUB_TOKEN` are github.com's, and a company's
 * own server has variables of its own. Where the environment says by URL which server it is about, as a workflow's does,
 * its `GITHUB_TOKEN` is for that one.
 * Source: https://cli.github.com/manual/gh_help_environment
 */
export function tokenOfEnvironment(
  set: (name: string) => string | null,
  server: { readonly isEnterprise: boolean; readonly isNamedByUrl: boolean },
): FoundToken | null {
  const names = !server.isEnterprise ? PUBLIC : server.isNamedByUrl ? [...ENTERPRISE, ...PUBLIC] : ENTERPRISE;
  const from = names.find((name) => set(name) !== null);
  return from === undefined ? null : { token: set(from) ?? "", from };
}

/** Every token of the environment, whomever it is for: none of them may be written anywhere. */
export const tokensOfEnvironment = (set: (name: string) => string | null): string[] =>
  [...PUBLIC, ...ENTERPRISE].flatMap((name) => set(name) ?? []);
