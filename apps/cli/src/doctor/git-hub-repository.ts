import { mayWrite, slugText, type RepositoryStanding, type TokenStanding } from "@signalbox/github";
import type { Component } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import type { LookOptions } from "./examine.js";
import { type Finding, ok, warning } from "./finding.js";
import type { GitHubPorts } from "./git-hub.js";
import { checksNobodyMakes, protectionFindings } from "./git-hub-branch.js";
import { readWorkflows } from "./read-workflows.js";
import { environmentFindings } from "./git-hub-environments.js";

interface Look {
  readonly config: Config;
  readonly ports: GitHubPorts;
  readonly token: TokenStanding;
}

/** What the token may do in a repository, and what guards the branches that matter there. */
export async function repositoryFindings(
  { config, ports, token }: Look,
  component: Component,
  options: LookOptions,
): Promise<readonly Finding[]> {
  const { access, checks } = ports;
  const { repository, name } = component;
  const standing = await access.readRepository(repository, options);
  if (standing === null) return [notSeen(name)];
  const isConfiguration = component === config.configuration;
  const branches = isConfiguration
    ? config.environments.map(({ branch }) => branch)
    : [component.mainline ?? standing.defaultBranch];

  const [protections, files, environments] = await Promise.all([
    Promise.all(branches.map((branch) => access.readProtection(repository, branch, options))),
    access.listWorkflows(repository, options),
    access.listEnvironments(repository, options),
  ]);
  const workflows = readWorkflows(files);
  const ofBranches = await Promise.all(
    branches.map(async (branch, index): Promise<readonly Finding[]> => {
      const protection = protections[index] ?? null;
      if (protection === null) return []; // that it is missing, git's own look has said
      const mustBeGuarded = isConfiguration && (index > 0 || branches.length === 1);
      const subject = `${name}: ${branch}`;
      const unknown = protection.requiredChecks.filter((check) => !workflows.mayMake(check.name));
      const seen = unknown.length === 0 ? null : await checks.listChecks(repository, { branch }, options);
      return [
        ...protectionFindings(subject, protection, mustBeGuarded),
        ...checksNobodyMakes(subject, unknown, seen?.checks ?? []),
      ];
    }),
  );
  return [
    ...standingFindings(name, token, standing),
    ...ofBranches.flat(),
    ...environmentFindings(name, workflows.environments, environments),
  ];
}

function notSeen(name: string): Finding {
  const hint = "Check the spelling; a token that may not see a private repository is told the same.";
  return { name: `${name} on GitHub`, status: "error", found: "not found with this token", hint };
}

/** Pure. */
function standingFindings(name: string, token: TokenStanding, standing: RepositoryStanding): readonly Finding[] {
  const { role, slug, isArchived, isRenamed, isPrivate } = standing;
  const subject = `${name} on GitHub`;
  const what = `${isPrivate ? "private" : "public"}, role ${role ?? "unknown"}`;
  const may = mayWrite(token, standing);
  return [
    isArchived
      ? warning(subject, `${what}, archived`, "Nothing can be written to it: take it out of the configuration.")
      : may === true
        ? ok(subject, `${what}, the token may write`)
        : may === null
          ? ok(subject, `${what}; whether this token may write too, GitHub does not say`)
          : warning(
              subject,
              `${what}, the token may not write`,
              "Reports work; for releases it needs the right to write.",
            ),
    ...(isRenamed
      ? [
          warning(
            subject,
            `now ${slugText(slug)}`,
            "Write the new name into the configuration: the old one may be taken.",
          ),
        ]
      : []),
  ];
}
