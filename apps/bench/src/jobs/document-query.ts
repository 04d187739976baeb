/**
 * The query by which people looked for running jobs, repaired: as it was written down it does not run (a join lost one
 * side of its condition, and Spring Batch 5 renamed the columns). Its answer is left as it is: only what began today,
 * only two states, and whoever has two steps is somebody else.
 */
export const DOCUMENT_QUERY = `
select users.username, jobs.* from
  (select bje.job_execution_id execution_id, bje.status status, bje.exit_code exit_code, bji.job_name "Type of Job",
      bje.create_time create_time, bje.start_time start_time, bje.end_time end_time,
      string_agg(case when bjep.parameter_name = 'uuid' then bjep.parameter_value else '' end::text, '') uuid,
      string_agg(case when bjep.parameter_name = 'fileName' then bjep.parameter_value else '' end::text, '') fileName,
      sum(case when bjep.parameter_name = 'noOfLines' then nullif(bjep.parameter_value, '')::bigint else 0 end) noOfLines,
      string_agg(case when bjep.parameter_name = 's3Key' then bjep.parameter_value else '' end::text, '') s3Key,
      sum(case when bjep.parameter_name = 'userId' then nullif(bjep.parameter_value, '')::bigint else 0 end) userId,
      string_agg(case when bjep.parameter_name = 'type' then bjep.parameter_value::text else '' end::text, '') job_type,
      max(bse.read_count) read_count, max(bse.write_count) write_count, max(bse.write_skip_count) write_skip_count
    from batch_job_execution bje
    left outer join batch_job_execution_params bjep on bje.job_execution_id = bjep.job_execution_id
    left outer join batch_step_execution bse on bje.job_execution_id = bse.job_execution_id
    left join batch_job_instance bji on bji.job_instance_id = bje.job_instance_id
    group by bje.job_execution_id, bje.status, bje.exit_code, bje.create_time, bje.start_time, bje.end_time, bji.job_name
    order by bje.create_time desc) jobs
  join users on users.id = jobs.userId
where status in ('STARTING', 'STARTED') and create_time >= now()::date + interval '1m'`;

/** The question alone, as somebody would ask it who knows the tables. */
export const BARE_EXISTS = `select exists (select 1 from batch_job_execution
  where end_time is null and status in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))`;
