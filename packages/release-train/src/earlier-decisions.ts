import { type DatedDecision, type Decision, type DecisionRequest, itemIds, mayDecide } from "./decision.js";
import { type RunRecord, topicOf } from "./engine-port.js";

/** What people said about a key, oldest first; `taken`: the run went on with it. */
export function saidOn(record: RunRecord, key: string, taken: boolean): readonly DatedDecision[] {
  return record.signals
    .filter((signal) => signal.taken === taken && topicOf(signal.key) === key)
    .map(({ body }) => body as unknown as DatedDecision);
}

/** Full ids of items by unique beginnings; what no known item begins with stays as it is. */
export function fullIds(given: readonly string[], known: readonly string[]): readonly string[] {
  return given.map((text) => {
    const [one, other] = known.includes(text) ? [text] : known.filter((id) => id.startsWith(text));
    return one !== undefined && other === undefined ? one : text;
  });
}

/** Those of an approval's items that somebody signed before, with who did it last. */
export function signedBefore(
  taken: readonly DatedDecision[],
  request: DecisionRequest,
): ReadonlyMap<string, DatedDecision> {
  const same = taken.filter(({ verdict, digest }) => verdict === "approve" && digest === request.digest);
  return new Map(same.flatMap((decision) => (decision.items ?? []).map((id) => [id, decision] as const)));
}

/** Items that none of the decisions signs which the run has not heard yet; those that it has heard are not asked about. */
export function openItems(unheard: readonly DatedDecision[], request: DecisionRequest): readonly string[] {
  const all = itemIds(request.items);
  const same = unheard.filter(({ verdict, digest }) => verdict !== "reject" && digest === request.digest);
  const signed = new Set(same.flatMap(({ items }) => items ?? all));
  return all.filter((id) => !signed.has(id));
}

/** The decision, not yet heard by the run, that says all of what this one would say; undefined when it adds something. */
export function sayingTheSame(
  unheard: readonly DatedDecision[],
  { verdict, by, items }: Decision,
  request: DecisionRequest,
): DatedDecision | undefined {
  const same = unheard.filter((before) => before.digest === request.digest && before.verdict === verdict);
  const all = itemIds(request.items);
  const covered = new Set(same.flatMap((before) => before.items ?? all));
  if (same.length === 0 || !(items ?? all).every((id) => covered.has(id))) return undefined;
  const open = (request.lists ?? []).filter((list) => !same.some((before) => mayDecide(list, before.by)));
  return open.some((list) => mayDecide(list, by)) ? undefined : same.at(-1);
}
