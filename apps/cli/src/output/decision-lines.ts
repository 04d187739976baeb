import type { RunWait, UnheardDecision } from "../trains/run-document.js";
import { age, count, plain } from "./style.js";

const DID = { approve: "approved", reject: "rejected", waive: "waived" } as const;

/** What people have said that the run has not heard yet: without it, who approved would read on that it is waited for. */
export const decisionLines = ({ decisions }: RunWait, nowMs: number): readonly string[] =>
  decisions.map(({ verdict, by, at, items }) => {
    const what = items === null ? "" : ` ${count(items.length, "item")}`;
    return `${DID[verdict]}${what} by ${plain(by)} ${age(nowMs - Date.parse(at))} ago`;
  });

/** The ids of items that nobody has signed yet. */
export function stillOpen({ items, decisions }: RunWait): ReadonlySet<string> {
  const signed = new Set(decisions.flatMap((decision) => decision.items ?? []));
  const ids = (items as readonly { readonly id?: string }[]).map(({ id }) => id ?? "");
  return new Set(decisions.some(endsIt) ? [] : ids.filter((id) => !signed.has(id)));
}

/** Nothing more is to be said: the run goes on with it, or ends by it. */
export const isAnswered = (wait: RunWait): boolean =>
  wait.decisions.some(endsIt) || (wait.decisions.length > 0 && stillOpen(wait).size === 0);

const endsIt = ({ verdict, items }: UnheardDecision): boolean => verdict === "reject" || items === null;
