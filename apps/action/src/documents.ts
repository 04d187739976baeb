/** The documents of the CLI as far as the action reads them: docs/reference/json.md. */
export type Fields = Readonly<Record<string, unknown>>;

export interface AppliedAction {
  /** Repository, credentials removed. */
  readonly target: string;
  readonly type: string;
  readonly summary: string;
  /** Null in a plan. */
  readonly outcome: string | null;
  readonly result: Fields;
}

export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Deeper than any document of ours. */
const DEEPEST = 12;

/**
 * Every action of every plan and receipt, wherever it stands: in the document itself, in `plans` or `receipts`, in the
 * steps of a train. Where there are receipts, the plans behind them are left out.
 */
export function actionsIn(document: unknown): readonly AppliedAction[] {
  const found = walk(document, DEEPEST);
  const applied = found.filter(({ outcome }) => outcome !== null);
  return applied.length > 0 ? applied : found;
}

function walk(value: unknown, depth: number): readonly AppliedAction[] {
  if (depth === 0 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, depth - 1));
  const { applied, actions, target, ...rest } = value as Fields;
  const own = [
    ...listOf(applied).map((line) => actionOf(fieldsOf(line["action"]), target, line)),
    ...listOf(actions).map((action) => actionOf(action, target, {})),
  ];
  return own.length > 0 ? own : Object.values(rest).flatMap((member) => walk(member, depth - 1));
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

const actionOf = (action: Fields, target: unknown, line: Fields): AppliedAction => ({
  target: textOf(target),
  type: textOf(action["type"]),
  summary: textOf(action["summary"]),
  outcome: typeof line["outcome"] === "string" ? line["outcome"] : null,
  result: { ...fieldsOf(line["result"]), ...tagOf(action) },
});

function tagOf({ tag, ref }: Fields): Fields {
  const name = typeof tag === "string" ? tag : /^refs\/tags\/(.+)$/s.exec(textOf(ref))?.[1];
  return name === undefined ? {} : { tag: name };
}
