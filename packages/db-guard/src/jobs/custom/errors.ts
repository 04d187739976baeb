import { ReleaseError } from "@signalbox/release-core";

/** The caller's query does not answer what a guard needs. */
export const jobsQueryIncomplete = (name: string, why: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOBS_QUERY",
    message: `The jobs query ${name} cannot be used: ${why}.`,
    hint: "It has to answer id, job, started_at, started_by, done, total and last_sign_at; write `null::timestamptz as last_sign_at` for what there is not.",
    details: { name },
  });
