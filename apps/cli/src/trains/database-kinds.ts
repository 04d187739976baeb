import { resolve } from "node:path";
import { guardKinds, type GuardKinds, type GuardPorts } from "@signalbox/db-guard";
import type { CallOptions, Gate, Json, Operation } from "@signalbox/release-core";
import type { Config } from "../config/load-config.js";
import { databaseNamed } from "../databases/choose-database.js";
import { jobsInput, patience, readyInput } from "../databases/guard-input.js";
import { acknowledgementsIn } from "../wiring/acknowledgements.js";

type Fields = { readonly [field: string]: Json };

/**
 * Steps name a database; what the configuration says about it is filled in, and what people have acknowledged. Paths of
 * dumps begin at the configuration.
 */
export function databaseKinds(portsOf: (name: string) => GuardPorts, config: Config): GuardKinds {
  const jobsOf = async (given: Fields): Promise<object> => {
    const database = databaseNamed(config, nameOf(given));
    return { ...jobsInput(database, await acknowledgementsIn(config.stateDir, database.name)), ...given };
  };
  const kindsOf = (given: Fields): GuardKinds => guardKinds(portsOf(nameOf(given)));
  const filled = (kind: string, fill: (given: Fields) => Promise<object>): Gate => ({
    kind,
    check: async (input, options) => {
      const given = input as Fields;
      const gate = kindsOf(given).gates[kind] as Gate;
      return gate.check(await fill(given), options);
    },
  });
  // Their ports are the same for every database.
  const operations = guardKinds(portsOf(Object.keys(config.databases)[0] ?? "default")).operations;
  const dump = operations["dump-database"] as Operation;
  return {
    reads: {
      "list-running-jobs": async (input: Json, options: CallOptions) => {
        const given = input as Fields;
        const read = kindsOf(given).reads["list-running-jobs"];
        return (await read?.((await jobsOf(given)) as unknown as Json, options)) ?? null;
      },
    },
    operations: {
      ...operations,
      "dump-database": {
        ...dump,
        plan: (input, options) => {
          const given = input as Fields;
          return dump.plan({ ...given, file: resolve(config.folder, String(given["file"])) }, options);
        },
      },
    },
    gates: {
      "jobs-idle": filled("jobs-idle", async (given) => ({
        ...patience(databaseNamed(config, nameOf(given))),
        ...(await jobsOf(given)),
      })),
      "database-ready": filled("database-ready", (given) =>
        Promise.resolve({ ...readyInput(databaseNamed(config, nameOf(given))), ...given }),
      ),
    },
  };
}

const nameOf = (given: Fields): string => {
  const name = given["database"];
  return typeof name === "string" ? name : "";
};
