import { stringify } from "yaml";
import { trainNotFound } from "../errors.js";
import { TEMPLATES } from "./templates.js";

const EXAMPLES = ["acme/api", "acme/web"];
const EXAMPLE = "acme/fleet-config";
/** Made anew for each release: written out, its steps would make one and the same for ever, whatever `--set` says. */
const MADE_ANEW: Readonly<Record<string, string>> = { numbered: "--set release=1.1 --set previous=1.0" };

/** How the train of a first configuration is planned. */
export const planCommand = (train = "weekly"): string => `signalbox plan ${train} ${MADE_ANEW[train] ?? ""}`.trim();

/**
 * The text of a first configuration, with examples where nothing is named. With `weekly`, its steps are written out,
 * ready to be changed. `configuration`: the repository whose branches are the environments.
 * @throws ReleaseError `ERR_TRAIN_NOT_FOUND`
 */
export async function startingConfig(
  repositories: readonly string[],
  train: string | undefined,
  configuration = EXAMPLE,
): Promise<string> {
  const named = repositories.length > 0 ? repositories : EXAMPLES;
  const make = train === undefined || !Object.hasOwn(TEMPLATES, train) ? undefined : TEMPLATES[train];
  if (train !== undefined && make === undefined) throw trainNotFound(train, Object.keys(TEMPLATES));
  const written = train === undefined || Object.hasOwn(MADE_ANEW, train) ? undefined : make;
  // Nothing reads its parameters any more: their values stand in the steps.
  const { parameters: _, ...steps } = {
    ...written?.({
      name: train ?? "",
      repository: configuration,
      environments: ["dev", "test", "prod"],
      servers: [],
      components: named.map((repository) => ({ name: repository.split("/").pop() ?? repository, repository })),
      approvers: [],
      rules: { pins: null, references: null },
      pullRequests: null,
      parameters: {},
    }),
  };
  return [
    "# yaml-language-server: $schema=./node_modules/signalbox/schema/signalbox.schema.json",
    "",
    "# Deployables: owner/name on GitHub, a URL, or a path such as ./api",
    yaml({ components: named }),
    "# From the first to the last that a change passes; each is a branch of the configuration repository.",
    yaml({ environments: ["dev", "test", "prod"], configuration }),
    "# Who may approve, wherever a train or a step names nobody; empty: anybody.",
    yaml({ approvers: [] }),
    ...(train === undefined ? ["# `weekly` is a template; `signalbox init weekly` writes its steps out."] : []),
    ...(train === undefined || written !== undefined ? [] : [`# Made anew for each release: ${planCommand(train)}`]),
    yaml({ trains: { [train ?? "weekly"]: written === undefined ? (train ?? "weekly") : asConfigured(steps) } }),
  ].join("\n");
}

/** Without lists of approvers: an empty one in a step would mean anybody, whoever is named above it. */
const asConfigured = (steps: object): object =>
  JSON.parse(JSON.stringify(steps, (key, value: unknown) => (key === "approvers" ? undefined : value))) as object;

const yaml = (value: object): string => stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
