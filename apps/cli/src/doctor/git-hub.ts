import type { Access, Checks, Locate, TokenStanding } from "@signalbox/github";
import { fanOut, isReleaseError } from "@signalbox/release-core";
import type { Environment } from "../config/environment.js";
import type { Component } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import type { LookOptions } from "./examine.js";
import { broken, type Finding, ok, warning } from "./finding.js";
import { missingToken, tokenFindings } from "./git-hub-token.js";
import { repositoryFindings } from "./git-hub-repository.js";

/** What is asked of GitHub. */
export interface GitHubPorts {
  readonly access: Access;
  readonly checks: Checks;
  readonly locate: Locate;
}

/** GitHub, the token, and each repository that is there; nothing of it is asked without a token. */
export async function gitHubFindings(
  {
    config,
    env,
    open,
  }: { readonly config: Config; readonly env: Environment; readonly open: () => Promise<GitHubPorts> },
  components: readonly Component[],
  options: LookOptions,
): Promise<readonly Finding[]> {
  const { url, apiUrl, graphqlUrl } = env.gitHub;
  const server =
    url === "https://github.com" ? [] : [ok("GitHub server", `${url}, REST ${apiUrl}, GraphQL ${graphqlUrl}`)];
  if ((await env.findGitHubToken()) === null) return [...server, missingToken(env)];
  const ports = await open();
  const there = await onGitHub(components, ports.locate);
  const from = env.gitHubTokenFrom ?? "gh auth token";
  if (there.length === 0)
    return [...server, ok("GitHub token", `${from}; not tried, since no repository here is on GitHub`)];
  let token: TokenStanding;
  try {
    token = await ports.access.readToken(options);
  } catch (error) {
    return [...server, unsigned(error, apiUrl)];
  }
  const version = token.serverVersion === null ? [] : [ok("GitHub Enterprise Server", token.serverVersion)];
  const looked = await fanOut(
    there,
    (component) => repositoryFindings({ config, ports, token }, component, options),
    options,
  );
  const repositories = looked.flatMap((line) =>
    line.status === "fulfilled"
      ? line.value
      : [unasked(line.item.name, line.status === "rejected" ? line.error : null)],
  );
  return [
    ...server,
    ...version,
    ...tokenFindings(token, { from, isWorkflow: env.isWorkflow }, new Date()),
    ...repositories,
  ];
}

/** The root of the API is always there: where it is not found, something else answers. */
function unsigned(error: unknown, apiUrl: string): Finding {
  const finding = broken("GitHub token", error);
  if (!isReleaseError(error) || error.code !== "ERR_GITHUB_NOT_FOUND") return finding;
  return {
    ...finding,
    hint: `There is no REST API of GitHub at ${apiUrl}: check GITHUB_API_URL, or set only GH_HOST.`,
  };
}

/** What GitHub did not answer says nothing about the repository, which git may reach all the same. */
function unasked(name: string, error: unknown): Finding {
  const { found, hint } = broken(name, error);
  return warning(`${name} on GitHub`, found, hint ?? "Run it again.");
}

async function onGitHub(components: readonly Component[], locate: Locate): Promise<readonly Component[]> {
  const located = await Promise.all(
    components.map(async (component) => {
      try {
        await locate(component.repository);
        return component;
      } catch (error) {
        if (isReleaseError(error) && error.code === "ERR_NOT_ON_GITHUB") return null;
        throw error;
      }
    }),
  );
  return located.filter((component) => component !== null);
}
