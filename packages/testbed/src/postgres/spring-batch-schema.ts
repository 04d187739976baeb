/**
 * The tables of Spring Batch, by its generation, as its `schema-postgresql.sql` defines them (spring-projects/spring-batch,
 * `spring-batch-core/src/main/resources/org/springframework/batch/core/`; Copyright the original authors, Apache License,
 * Version 2.0, https://www.apache.org/licenses/LICENSE-2.0). Columns, types and keys are the original's.
 */
export function springBatchSchema(generation: 4 | 5, prefix = "batch_"): string {
  const ended = "status varchar(10), ";
  const exit = "exit_code varchar(2500), exit_message varchar(2500), last_updated timestamp";
  const location = generation === 4 ? ", job_configuration_location varchar(2500)" : "";
  const parameter =
    generation === 4
      ? "type_cd varchar(6) not null, key_name varchar(100) not null, string_val varchar(250), date_val timestamp default null, long_val bigint, double_val double precision"
      : "parameter_name varchar(100) not null, parameter_type varchar(100) not null, parameter_value varchar(2500)";
  const stepTimes =
    generation === 4
      ? "start_time timestamp not null"
      : "create_time timestamp not null, start_time timestamp default null";
  const context = "short_context varchar(2500) not null, serialized_context text";
  return `
create table ${prefix}job_instance (
  job_instance_id bigint not null primary key, version bigint, job_name varchar(100) not null, job_key varchar(32) not null,
  constraint ${prefix}job_inst_un unique (job_name, job_key)
);
create table ${prefix}job_execution (
  job_execution_id bigint not null primary key, version bigint, job_instance_id bigint not null,
  create_time timestamp not null, start_time timestamp default null, end_time timestamp default null, ${ended}${exit}${location},
  constraint ${prefix}job_inst_exec_fk foreign key (job_instance_id) references ${prefix}job_instance (job_instance_id)
);
create table ${prefix}job_execution_params (
  job_execution_id bigint not null, ${parameter}, identifying char(1) not null,
  constraint ${prefix}job_exec_params_fk foreign key (job_execution_id) references ${prefix}job_execution (job_execution_id)
);
create table ${prefix}step_execution (
  step_execution_id bigint not null primary key, version bigint not null, step_name varchar(100) not null,
  job_execution_id bigint not null, ${stepTimes}, end_time timestamp default null, ${ended}
  commit_count bigint, read_count bigint, filter_count bigint, write_count bigint, read_skip_count bigint,
  write_skip_count bigint, process_skip_count bigint, rollback_count bigint, ${exit},
  constraint ${prefix}job_exec_step_fk foreign key (job_execution_id) references ${prefix}job_execution (job_execution_id)
);
create table ${prefix}step_execution_context (
  step_execution_id bigint not null primary key, ${context},
  constraint ${prefix}step_exec_ctx_fk foreign key (step_execution_id) references ${prefix}step_execution (step_execution_id)
);
create table ${prefix}job_execution_context (
  job_execution_id bigint not null primary key, ${context},
  constraint ${prefix}job_exec_ctx_fk foreign key (job_execution_id) references ${prefix}job_execution (job_execution_id)
);
create sequence ${prefix}step_execution_seq maxvalue 9223372036854775807 no cycle;
create sequence ${prefix}job_execution_seq maxvalue 9223372036854775807 no cycle;
create sequence ${prefix}job_seq maxvalue 9223372036854775807 no cycle;
`;
}
