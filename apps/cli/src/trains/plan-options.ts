import type { PlanTrainOptions, Train, TrainPlan } from "@signalbox/release-train";
import type { Json } from "@signalbox/release-core";
import { nearest } from "../args/suggest.js";
import { usage } from "../errors.js";
import { list, text, type Session } from "../session.js";

type Skips = NonNullable<PlanTrainOptions["skips"]>;

/**
 * `--skip` and `--only` as the steps to leave out, each with its reason.
 * @throws ReleaseError `ERR_USAGE` for unknown steps and a missing reason
 */
export function skipsOf(session: Session, train: Train): Skips {
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

/** The steps that an approved plan leaves out. */
export const skipsOfPlan = (plan: TrainPlan): Skips =>
  Object.fromEntries(
    plan.steps.flatMap(({ key, bound }) => {
      const reason = (bound as { readonly skipped?: Json } | null)?.skipped;
      return typeof reason === "string" ? [[key, reason] as const] : [];
    }),
  );

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
    const referred = train.steps.filter(
      (other) => text.includes(`"$ref":"${other.id}.`) || text.includes(`"$ref":"${other.id}"`),
    );
    open.push(...(step?.needs ?? []), ...referred.map((other) => other.id));
  }
  return kept;
}
