import type { ItemNode, ValueNode } from "./items-query.js";
import type { BoardItem, BoardValue } from "./port.js";

const TYPES: Readonly<Record<string, BoardItem["type"]>> = {
  ISSUE: "issue",
  PULL_REQUEST: "pull-request",
  DRAFT_ISSUE: "draft",
};

/** Pure. `fields` are the names in the order in which they were asked for. */
export function itemOf(node: ItemNode, fields: readonly string[]): BoardItem {
  const { id, isArchived, content } = node;
  return {
    id,
    type: content === null ? "redacted" : (TYPES[node.type] ?? "redacted"),
    title: content?.title ?? null,
    url: content?.url ?? null,
    repository: content?.repository?.nameWithOwner ?? null,
    number: content?.number ?? null,
    state: ((content?.issueState ?? content?.pullState)?.toLowerCase() ?? null) as BoardItem["state"],
    labels: (content?.labels?.nodes ?? []).flatMap((label) => (label === null ? [] : [label.name])),
    archived: isArchived,
    values: Object.fromEntries(fields.map((name, index) => [name, valueOf(node[`v${index}`] ?? null)])),
  };
}

/** What has neither text nor id is no value: an option that was deleted leaves such a thing behind. */
function valueOf(node: ValueNode | null): BoardValue | null {
  if (node === null) return null;
  const text = node.name ?? node.title ?? node.text ?? node.date ?? node.number ?? null;
  const id = node.optionId ?? node.iterationId ?? null;
  return text === null && id === null ? null : { text: String(text ?? ""), id };
}
