import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { readPages } from "../read-pages.js";
import type { Slug } from "../slug.js";
import type { EnvironmentGate } from "./port.js";
import { refusalIn } from "./refusal.js";

/** Source: https://docs.github.com/en/rest/deployments/environments#list-environments */
export async function gatesOf(
  client: GitHubClient,
  slug: Slug,
  options: CallOptions = {},
): Promise<readonly EnvironmentGate[] | null> {
  try {
    const route = "GET /repos/{owner}/{repo}/environments";
    const pages = await readPages<Environment>(
      client,
      route,
      { ...slug },
      { ...options, under: "environments", what: "environments" },
    );
    return pages.entries.map(gateOf);
  } catch (error) {
    if (refusalIn(error) !== null) return null;
    throw error;
  }
}

interface Environment {
  readonly name: string;
  readonly protection_rules?: readonly {
    readonly type: string;
    readonly wait_timer?: number;
    readonly reviewers?: readonly { readonly reviewer?: { readonly login?: string; readonly slug?: string } }[];
  }[];
}

/** Pure. */
export function gateOf({ name, protection_rules: rules = [] }: Environment): EnvironmentGate {
  const reviewers = rules
    .flatMap((rule) => rule.reviewers ?? [])
    .flatMap(({ reviewer }) => reviewer?.login ?? reviewer?.slug ?? []);
  return {
    name,
    reviewers,
    waitMinutes: Math.max(0, ...rules.map((rule) => rule.wait_timer ?? 0)),
    hasOtherRules: rules.some(({ type }) => type !== "required_reviewers" && type !== "wait_timer"),
  };
}
