import type { PlanTrainOptions, Train } from "@signalbox/release-train";
import { nearest } from "../args/suggest.js";
import { usage } from "../errors.js";
import { list, text, type Session } from "../session.js";

type Reasons = NonNullable<PlanTrainOptions["skips"]>;

/**
 * `--skip` and `--only` as the steps to leave out, each with its reason.
 * @throws ReleaseError `ERR_USAGE` for unknown steps and a missing reason
 */
export function skipsOf(session: Session, train: Train): Reasons {
  const [skip, only] = [list(session, "skip"), list(session, "only")];
  if (skip.length === 0 && only.length === 0) return {};
  const reason = text(session, "reason");
  if (reason === undefined)
    throw usage(
      "--skip and --only need a --reason; it is kept in the journal.",
      'For example --reason "nothing new for production".',
    );
  for (const key of [...skip, ...only]) checkStep(key, train);
  const kept = only.length === 0 ? null : withNeeds(only, train);
  const left = train.steps.filter(({ id }) => kept !== null && !kept.has(id)).map(({ id }) => id);
  return Object.fromEntries([...skip, ...left].map((step) => [step, reason]));
}

/**
 * `--waive` as the gates that shall not hold the train up, each with the reason.
 * @throws ReleaseError `ERR_USAGE` for unknown steps and a missing reason
 */
export function waiversOf(session: Session, train: Train): Reasons {
  const waive = list(session, "waive");
  if (waive.length === 0) return {};
  const reason = text(session, "reason");
  if (reason === undefined)
    throw usage("--waive needs a --reason; it is kept in the journal.", 'For example --reason "merged by hand".');
  for (const key of waive) checkStep(key, train);
  return Object.fromEntries(waive.map((step) => [step, reason]));
}

function checkStep(key: string, train: Train): void {
  const ids = train.steps.map(({ id }) => id);
  const id = key.replace(/\[.*\]$/, "");
  if (ids.includes(id)) return;
  const near = nearest(id, ids);
  throw usage(
    `The train ${train.name} has no step ${key}.`,
    near.length === 0 ? `Its steps: ${ids.join(", ")}.` : `Did you mean ${near.join(" or ")}?`,
  );
}

function withNeeds(ids: readonly string[], train: Train): ReadonlySet<string> {
  const kept = new Set<string>();
  const open = ids.map((key) => key.replace(/\[.*\]$/, ""));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (kept.has(id)) continue;
    kept.add(id);
    const step = train.steps.find((other) => other.id === id);
    const text = JSON.stringify(step ?? {});
    const referred = train.steps.filter((other) =>
      [".", "[", '"'].some((end) => text.includes(`"$ref":"${other.id}${end}`)),
    );
    open.push(...(step?.needs ?? []).map((need) => need.replace(/\[\]$/, "")), ...referred.map((other) => other.id));
  }
  return kept;
}
