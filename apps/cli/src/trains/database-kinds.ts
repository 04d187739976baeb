import { resolve } from "node:path";
import { guardKinds, type GuardKinds, type GuardPorts } from "@signalbox/db-guard";
import type { CallOptions, Gate, Json, Operation } from "@signalbox/release-core";
import type { Config } from "../config/load-config.js";
import type { DatabaseConfig } from "../config/database-types.js";
import { databaseNamed } from "../databases/choose-database.js";
import { dumpFolder } from "../databases/dump-file.js";
import { jobsInput, patience, readyInput } from "../databases/guard-input.js";
import { intakeNotConfigured } from "../errors-database.js";
import { defined } from "../templates/defined.js";
import { acknowledgementsIn } from "../wiring/acknowledgements.js";

type Fields = { readonly [field: string]: Json };

/**
 * Steps name a database; what the configuration says about it is filled in, and what people have acknowledged. Paths of
 * dumps begin at the folder of its dumps.
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
  /** Named by its database, it is as the configuration says. */
  const intake = (kind: string, fill: (settings: NonNullable<DatabaseConfig["intake"]>) => object): Operation => {
    const operation = operations[kind] as Operation;
    return {
      ...operation,
      plan: (input, options) => {
        const { database, ...given } = input as Fields;
        if (typeof database !== "string") return operation.plan(input, options);
        const { name, settings } = databaseNamed(config, database);
        if (settings.intake === undefined) throw intakeNotConfigured(name);
        return operation.plan({ name, ...fill(settings.intake), ...given }, options);
      },
    };
  };
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
          const { settings } = databaseNamed(config, nameOf(given));
          const { drill, drillOn } = settings.dumps ?? {};
          const file = resolve(dumpFolder(config, settings), typeof given["file"] === "string" ? given["file"] : "");
          return dump.plan({ ...defined({ drill, drillOn }), ...given, file }, options);
        },
      },
      "pause-intake": intake("pause-intake", ({ pause, resume, forMinutes = 60 }) => ({
        ...{ pause, resume },
        forMs: forMinutes * 60_000,
      })),
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
