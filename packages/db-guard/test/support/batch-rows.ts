/** One execution for `insertExecution`; times are SQL expressions in the database's zone. */
export interface BatchRow {
  readonly id: number;
  readonly job: string;
  /** SQL: `localtimestamp - interval '20 minutes'`. */
  readonly created: string;
  readonly started?: string | null;
  readonly ended?: string;
  readonly status?: string | null;
  /** Name and value; a name may come twice. */
  readonly parameters?: readonly (readonly [string, string | null])[];
  readonly steps?: readonly {
    readonly name: string;
    readonly written?: number;
    readonly updated?: string;
    readonly ended?: boolean;
  }[];
}

const text = (value: string | null): string => (value === null ? "null" : `'${value.replaceAll("'", "''")}'`);

/** What Spring Batch writes for it, in the tables of the generation. */
export function insertExecution(generation: 4 | 5, row: BatchRow, prefix = "batch_"): string {
  const { id, job, created, started = created, ended = "null", status = "STARTED" } = row;
  const parameters = (row.parameters ?? []).map(([name, value]) => {
    const isNumber = generation === 4 && name === "userId" && /^\d+$/.test(value ?? "");
    if (generation === 5) return `(${id}, ${text(name)}, 'java.lang.String', ${text(value)}, 'Y')`;
    return isNumber
      ? `(${id}, 'LONG', ${text(name)}, '', null, ${value}, 0, 'Y')`
      : `(${id}, 'STRING', ${text(name)}, ${text(value)}, null, 0, 0, 'Y')`;
  });
  const columns =
    generation === 5
      ? "parameter_name, parameter_type, parameter_value"
      : "type_cd, key_name, string_val, date_val, long_val, double_val";
  const steps = (row.steps ?? []).map(
    ({ name, written = 0, updated = started ?? created, ended: isEnded = false }, index) =>
      `insert into ${prefix}step_execution (step_execution_id, version, step_name, job_execution_id,
        ${generation === 5 ? "create_time," : ""} start_time, end_time, status, read_count, write_count, last_updated) values
        (${id * 10 + index}, 1, ${text(name)}, ${id}, ${generation === 5 ? `${created},` : ""} ${started ?? created},
        ${isEnded ? updated : "null"}, '${isEnded ? "COMPLETED" : "STARTED"}', ${written}, ${written}, ${updated});`,
  );
  return `
    insert into ${prefix}job_instance values (${id}, 0, ${text(job)}, '${id}');
    insert into ${prefix}job_execution (job_execution_id, version, job_instance_id, create_time, start_time, end_time, status,
      last_updated) values (${id}, 1, ${id}, ${created}, ${started ?? "null"}, ${ended}, ${text(status)}, ${started ?? created});
    ${parameters.map((values) => `insert into ${prefix}job_execution_params (job_execution_id, ${columns}, identifying) values ${values};`).join("\n")}
    ${steps.join("\n")}`;
}
