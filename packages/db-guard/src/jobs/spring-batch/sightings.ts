import type { Row } from "../../ports.js";
import type { JobEvidence } from "../jobs-report.js";
import type { ParameterNames, Sighting, SignOfLife } from "../job-engine.js";
import { toDate } from "../sql/values.js";

export const STARTED_BY = ["userId", "user", "username", "createdBy"];
export const TOTAL = ["noOfLines", "total", "totalCount"];

/** A row of `unfinished`. */
interface ExecutionRow {
  readonly id: string;
  readonly job: string | null;
  readonly status: string | null;
  readonly started_local: string | null;
  readonly started_ms: number | null;
  readonly updated_age_ms: number | null;
}

/** A row of `details`: a parameter or a step. */
interface DetailRow {
  readonly what: "parameter" | "step";
  readonly id: string;
  readonly name: string;
  readonly text: string | null;
  readonly said: string | null;
  readonly written: string | null;
  readonly read: string | null;
  readonly updated_age_ms: number | null;
}

/** Rows → sightings. Pure; parameters may be there twice, empty, or nonsense. */
export function sightingsOf(
  executions: readonly Row[],
  detailRows: readonly Row[],
  names: ParameterNames | undefined,
): Sighting[] {
  const details = groupById(detailRows);
  return (executions as unknown as readonly ExecutionRow[]).map((row) =>
    sightingOf(row, details.get(row.id) ?? [], names),
  );
}

function groupById(rows: readonly Row[]): Map<string, DetailRow[]> {
  const groups = new Map<string, DetailRow[]>();
  for (const row of rows as unknown as readonly DetailRow[]) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  return groups;
}

function sightingOf(row: ExecutionRow, details: readonly DetailRow[], names: ParameterNames | undefined): Sighting {
  const steps = details.filter(({ what }) => what === "step");
  const parameters = details.filter(({ what }) => what === "parameter");
  const values = (wanted: readonly string[]): DetailRow[] =>
    wanted.flatMap((name) => parameters.filter((one) => one.name === name && (one.text ?? "").trim() !== ""));
  const startedAt = toDate(row.started_ms); // `infinity` is a timestamp too
  const [startedBy] = values(names?.startedBy ?? STARTED_BY);
  return {
    id: row.id,
    job: row.job ?? "(no job instance)",
    engineState: row.status ?? "(no status)",
    startedAt,
    startedAtLocal: startedAt === null && row.started_local !== null ? row.started_local : undefined,
    startedBy: startedBy === undefined ? null : (startedBy.said ?? (startedBy.text ?? "").trim()),
    progress: progressOf(steps, values(names?.total ?? TOTAL)),
    signs: signsOf(row, steps),
    doubts: doubtsOf(row),
    worker: null,
  };
}

/** Chunks count what they write; a tasklet counts nothing, and then nothing is known. */
function progressOf(steps: readonly DetailRow[], totals: readonly DetailRow[]): Sighting["progress"] {
  const sum = (counts: readonly (string | null)[]): number =>
    counts.reduce((total, count) => total + Number(count ?? 0), 0);
  const done = sum(steps.map(({ written }) => written));
  if (done === 0 && sum(steps.map(({ read }) => read)) === 0) return null;
  const total = totals.map(({ text }) => (text ?? "").trim()).find((text) => /^\d{1,15}$/.test(text));
  return { done, total: total === undefined ? null : Number(total) };
}

/** Steps write their row with every chunk; the execution's own row is written at its beginning and end. */
function signsOf(row: ExecutionRow, steps: readonly DetailRow[]): SignOfLife[] {
  const written = [
    ...steps.map(({ name, updated_age_ms: ageMs }) => ({ name: `last_updated of the step ${name}`, ageMs })),
    { name: "last_updated of the execution", ageMs: row.updated_age_ms },
  ].flatMap(({ name, ageMs }) =>
    ageMs === null || !Number.isFinite(ageMs) ? [] : [{ kind: "checkpoint" as const, name, ageMs }],
  );
  const newest = written.sort((one, other) => one.ageMs - other.ageMs)[0];
  return newest === undefined ? [] : [newest];
}

const LIVE = ["STARTING", "STARTED", "STOPPING"];

function doubtsOf({ status }: ExecutionRow): JobEvidence[] {
  const told = status ?? "nothing";
  if (status === "UNKNOWN") {
    return [{ code: "engine-unsure", message: "Spring Batch itself says UNKNOWN: it could not write how it went on." }];
  }
  if (LIVE.includes(told)) return [];
  return [{ code: "half-ended", message: `Its STATUS is ${told}, but it has no END_TIME: somebody ended it by half.` }];
}
