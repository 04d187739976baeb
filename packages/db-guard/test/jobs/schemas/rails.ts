/**
 * Tables of Active Record's engines, with the columns that say what runs, as their migrations make them on PostgreSQL
 * (`t.datetime` is `timestamp(6)`, written in UTC).
 */
export const RAILS_SCHEMAS = {
  // bensheldon/good_job 4.19.2 (MIT), lib/generators/good_job/templates/install/migrations/create_good_jobs.rb.erb
  "good-job": `
    create table good_jobs (id uuid primary key default gen_random_uuid(), queue_name text, priority integer,
      serialized_params jsonb, scheduled_at timestamp(6), performed_at timestamp(6), finished_at timestamp(6), error text,
      created_at timestamp(6) not null, updated_at timestamp(6) not null, active_job_id uuid, concurrency_key text,
      cron_key text, retried_good_job_id uuid, cron_at timestamp(6), batch_id uuid, batch_callback_id uuid,
      is_discrete boolean, executions_count integer, job_class text, error_event smallint, labels text[],
      locked_by_id uuid, locked_at timestamp(6), lock_type smallint);
    create table good_job_processes (id uuid primary key default gen_random_uuid(), created_at timestamp(6) not null,
      updated_at timestamp(6) not null, state jsonb, lock_type smallint);`,
  // rails/solid_queue 1.5.0 (MIT), lib/generators/solid_queue/install/templates/db/queue_schema.rb
  "solid-queue": `
    create table solid_queue_jobs (id bigserial primary key, queue_name varchar not null, class_name varchar not null,
      arguments text, priority integer not null default 0, active_job_id varchar, scheduled_at timestamp(6),
      finished_at timestamp(6), concurrency_key varchar, created_at timestamp(6) not null, updated_at timestamp(6) not null);
    create table solid_queue_claimed_executions (id bigserial primary key, job_id bigint not null unique
      references solid_queue_jobs on delete cascade, process_id bigint, created_at timestamp(6) not null);
    create table solid_queue_processes (id bigserial primary key, kind varchar not null,
      last_heartbeat_at timestamp(6) not null, supervisor_id bigint, pid integer not null, hostname varchar,
      metadata text, created_at timestamp(6) not null, name varchar not null);`,
  // collectiveidea/delayed_job_active_record e5b4fbf (MIT), lib/generators/delayed_job/templates/migration.rb
  "delayed-job": `
    create table delayed_jobs (id bigserial primary key, priority integer not null default 0,
      attempts integer not null default 0, handler text not null, last_error text, run_at timestamp(6),
      locked_at timestamp(6), failed_at timestamp(6), locked_by varchar, queue varchar, created_at timestamp(6),
      updated_at timestamp(6));`,
} as const;
