/** Tables of Quartz and Oban, with the columns that say what runs. */
export const OTHER_SCHEMAS = {
  // quartz-scheduler/quartz bb2505aa (Apache-2.0), quartz/src/main/resources/org/quartz/impl/jdbcjobstore/tables_postgres.sql
  quartz: `
    create table qrtz_job_details (sched_name varchar(120) not null, job_name varchar(200) not null,
      job_group varchar(200) not null, description varchar(250), job_class_name varchar(250) not null,
      is_durable bool not null, is_nonconcurrent bool not null, is_update_data bool not null,
      requests_recovery bool not null, job_data bytea, primary key (sched_name, job_name, job_group));
    create table qrtz_fired_triggers (sched_name varchar(120) not null, entry_id varchar(95) not null,
      trigger_name varchar(200) not null, trigger_group varchar(200) not null, instance_name varchar(200) not null,
      fired_time bigint not null, sched_time bigint not null, priority integer not null, state varchar(16) not null,
      job_name varchar(200), job_group varchar(200), is_nonconcurrent bool, requests_recovery bool,
      primary key (sched_name, entry_id));
    create table qrtz_scheduler_state (sched_name varchar(120) not null, instance_name varchar(200) not null,
      last_checkin_time bigint not null, checkin_interval bigint not null, primary key (sched_name, instance_name));`,
  // oban-bg/oban 2.23.0 (Apache-2.0), lib/oban/migrations/postgres/v01.ex to v14.ex
  oban: `
    create type oban_job_state as enum ('available', 'suspended', 'scheduled', 'executing', 'retryable', 'completed',
      'discarded', 'cancelled');
    create table oban_jobs (id bigserial primary key, state oban_job_state not null default 'available',
      queue text not null default 'default', worker text not null, args jsonb not null default '{}',
      errors jsonb[] not null default '{}', attempt integer not null default 0, max_attempts integer not null default 20,
      inserted_at timestamp not null default timezone('UTC', now()),
      scheduled_at timestamp not null default timezone('UTC', now()), attempted_at timestamp, completed_at timestamp,
      attempted_by text[], discarded_at timestamp, priority integer not null default 0, tags text[] default '{}',
      meta jsonb default '{}', cancelled_at timestamp);
    create table oban_peers (name text primary key, node text not null, started_at timestamp not null,
      expires_at timestamp not null);`,
} as const;
