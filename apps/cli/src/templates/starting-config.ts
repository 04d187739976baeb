import { stringify } from "yaml";
import { trainNotFound } from "../errors.js";
import { TEMPLATES } from "./templates.js";

const EXAMPLES = ["acme/api", "acme/web"];
const EXAMPLE_PARAMETERS = { release: "1.1", previous: "1.0" };

/**
 * The text of a first configuration. With a train, its steps are written out, ready to be changed.
 * @throws ReleaseError `ERR_TRAIN_NOT_FOUND`
 */
export async function startingConfig(repositories: readonly string[], train: string | undefined): Promise<string> {
  const named = repositories.length > 0 ? repositories : EXAMPLES;
  const configuration = "acme/fleet-config";
  const make = train === undefined || !Object.hasOwn(TEMPLATES, train) ? undefined : TEMPLATES[train];
  if (train !== undefined && make === undefined) throw trainNotFound(train, Object.keys(TEMPLATES));
  const steps = make?.({
    name: train ?? "",
    repository: configuration,
    environments: ["dev", "test", "prod"],
    components: named.map((repository) => ({ name: repository.split("/").pop() ?? repository, repository })),
    approvers: [],
    rules: { pins: null, references: null },
    parameters: EXAMPLE_PARAMETERS,
  });
  return [
    "# yaml-language-server: $schema=./node_modules/signalbox/schema/signalbox.schema.json",
    "",
    "# Deployables: owner/name on GitHub, a URL, or a path such as ./api",
    yaml({ components: named }),
    "# From the first to the last that a change passes; each is a branch of the configuration repository.",
    yaml({ environments: ["dev", "test", "prod"], configuration }),
    "# Who may approve; empty: anybody.",
    yaml({ approvers: [] }),
    ...(train === undefined || steps === undefined
      ? [
          "# `weekly` is a template; `signalbox init weekly` writes its steps out.",
          yaml({ trains: { weekly: "weekly" } }),
        ]
      : [yaml({ trains: { [train]: steps } })]),
  ].join("\n");
}

const yaml = (value: object): string => stringify(value, { lineWidth: 120, aliasDuplicateObjects: false });
