/**
 * What a handler's YAML says it runs, without loading it: `ReportJob`, `User#remind` for a delayed method, the wrapped
 * class of Active Job. Null for what cannot be told.
 */
export function jobName(handler: string | null): string | null {
  const type = handler === null ? undefined : /^---\s*!ruby\/\w+:(\S+)/.exec(handler)?.[1];
  if (handler === null || type === undefined) return null;
  if (type === "ActiveJob::QueueAdapters::DelayedJobAdapter::JobWrapper") {
    return /^\s+job_class: ['"]?([\w:]+)/m.exec(handler)?.[1] ?? type;
  }
  if (type !== "Delayed::PerformableMethod" && type !== "Delayed::PerformableMailer") return type;
  const method = /^method_name: :?['"]?([\w?!=]+)/m.exec(handler)?.[1];
  const ofClass = /^object: !ruby\/(?:class|module) ['"]?([\w:]+)/m.exec(handler)?.[1];
  if (ofClass !== undefined) return method === undefined ? ofClass : `${ofClass}.${method}`;
  const ofObject = /^object: !ruby\/\w+:([\w:]+)/m.exec(handler)?.[1];
  return ofObject === undefined ? type : method === undefined ? ofObject : `${ofObject}#${method}`;
}
