import { ReleaseError } from "@signalbox/release-core";

export const databaseNotNamed = (name: string, variable: string | null): ReleaseError =>
  new ReleaseError({
    code: "ERR_DATABASE_NOT_NAMED",
    message:
      variable === null
        ? `Nobody says where the database ${name} is.`
        : `The database ${name} is reached by the URL in ${variable}, which is not set.`,
    hint:
      variable === null
        ? "Set PGHOST and PGDATABASE as for psql, or DATABASE_URL; or name a variable: databases.<name>.urlFrom."
        : `Set ${variable} in the environment, for example from your secret store.`,
    details: { database: name, variable },
  });

export const databaseAddressWrong = (variable: string, why: string, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DATABASE_ADDRESS",
    message: `The address in ${variable} ${why}.`,
    hint,
    details: { variable },
  });

export const databaseUnknown = (name: string, known: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_USAGE",
    message: `The configuration has no database ${name}.`,
    hint: known.length === 0 ? "It has none at all; leave the name out." : `It has: ${known.join(", ")}.`,
    details: { database: name, known: [...known] },
  });

/** Only what is proven to be one may be set aside: a running job that is waived would be killed. */
export const executionsNotOrphaned = (
  ids: readonly string[],
  reports: readonly { readonly executions: readonly { readonly id: string; readonly state: string }[] }[],
): ReleaseError => {
  const found = reports.flatMap(({ executions }) => executions);
  const said = ids.map((id) => `${id} is ${found.find((one) => one.id === id)?.state ?? "not unfinished"}`);
  return new ReleaseError({
    code: "ERR_NOT_ORPHANED",
    message: `Only orphans can be acknowledged: ${said.join(", ")}.`,
    hint: "`signalbox jobs --explain` says why. What is proof: that its process began later (databases.<name>.services), a lock, a heartbeat.",
    details: { executions: [...ids] },
  });
};

export const intakeNotConfigured = (name: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_INTAKE_UNKNOWN",
    message: `Nobody says how new jobs of ${name} are held back.`,
    hint: `Give your own commands: databases.${name}.intake.pause and .resume.`,
    details: { database: name },
  });
