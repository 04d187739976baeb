/** Tables of other versions than the ones that the tests run for real, with the columns that say what runs. */
export const OLDER_SCHEMAS = {
  // timgit/pg-boss 9 (MIT), src/plans.js: names without underscores
  "pg-boss 9": `
    create schema pgboss;
    create type pgboss.job_state as enum ('created', 'retry', 'active', 'completed', 'expired', 'cancelled', 'failed');
    create table pgboss.version (version int primary key, maintained_on timestamptz, cron_on timestamptz);
    create table pgboss.job (id uuid primary key default gen_random_uuid(), name text not null, priority int not null default 0,
      data jsonb, state pgboss.job_state not null default 'created', startafter timestamptz not null default now(),
      startedon timestamptz, singletonkey text, singletonon timestamp, expirein interval not null default '15 minutes',
      createdon timestamptz not null default now(), completedon timestamptz, output jsonb);
    create table pgboss.archive (like pgboss.job);
    create table pgboss.schedule (name text primary key, cron text not null);`,
  // timgit/pg-boss 12.27.0 (MIT), src/plans.ts: heartbeats, no archive
  "pg-boss 12": `
    create schema pgboss;
    create type pgboss.job_state as enum ('created', 'retry', 'active', 'completed', 'cancelled', 'failed');
    create table pgboss.version (version int primary key, cron_on timestamptz, bam_on timestamptz, flow_on timestamptz);
    create table pgboss.job (id uuid not null default gen_random_uuid(), name text not null,
      state pgboss.job_state not null default 'created', expire_seconds int not null default 900, singleton_key text,
      singleton_on timestamp, created_on timestamptz not null default now(), started_on timestamptz,
      completed_on timestamptz, heartbeat_on timestamptz, heartbeat_seconds int);
    create table pgboss.schedule (name text, key text not null default '', cron text not null, primary key (name, key));`,
  // graphile/worker 0.13 (MIT), sql/000011.sql
  "graphile-worker 0.13": `
    create schema graphile_worker;
    create table graphile_worker.migrations (id int primary key, ts timestamptz not null default now());
    create table graphile_worker.job_queues (id int primary key generated always as identity, queue_name text not null unique);
    create table graphile_worker.tasks (id int primary key generated always as identity, identifier text not null unique);
    create table graphile_worker.jobs (id bigint primary key generated always as identity, job_queue_id int,
      task_id int not null, payload json not null default '{}', attempts smallint not null default 0,
      max_attempts smallint not null default 25, locked_at timestamptz, locked_by text);`,
  // bensheldon/good_job 3 (MIT): the class in the parameters, no process on the job
  "good-job 3": `
    create table good_jobs (id uuid primary key default gen_random_uuid(), queue_name text, serialized_params jsonb,
      performed_at timestamp(6), finished_at timestamp(6), error text, active_job_id uuid);`,
} as const;
