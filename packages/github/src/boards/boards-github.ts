import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { answerIncomplete, boardChanged, isNotFound } from "../errors.js";
import { shrinkingPages } from "../page-size.js";
import { mutate, query } from "../send.js";
import { tellPage } from "../tell-page.js";
import { BOARD_QUERY, type BoardAnswer } from "./board-query.js";
import { type ItemsAnswer, type ItemsPage, type ItemsProject, itemsQuery } from "./items-query.js";
import { boardOf } from "./parse-board.js";
import { itemOf } from "./parse-item.js";
import type { BoardItem, BoardName, BoardOption, Boards, FieldId, ItemValue, WantedItems } from "./port.js";

/** `Boards` over a client: one request for a board, and one for every 100 items. */
export function boardsOn(client: GitHubClient): Boards {
  return {
    findBoard: async (name, options) => {
      const found = await orNull(() =>
        query<BoardAnswer>(client, `board ${titleOf(name)}`, { text: BOARD_QUERY, variables: { ...name } }, options),
      );
      return found === null ? null : boardOf(name, found);
    },
    listItems: (wanted, options) => listItems(client, wanted, options),
    replaceOptions: async (field, options, call) => {
      const answer = await mutate<ReplacedOptions>(client, "updateProjectV2Field", replacing(field, options), call);
      return answer.updateProjectV2Field?.projectV2Field?.options ?? [];
    },
    setOption: async (value, call) => {
      await mutate(client, "updateProjectV2ItemFieldValue", setting(value), call);
    },
  };
}

async function listItems(
  client: GitHubClient,
  given: WantedItems,
  options?: CallOptions,
): Promise<readonly BoardItem[]> {
  const { board, where } = given;
  const fields = [...new Set(where === undefined ? given.fields : [...given.fields, where.field.name])];
  const wanted = { ...given, fields };
  const { text, variables } = itemsQuery(wanted);
  const name = `the items of board ${titleOf(board.name)}`;
  const paging = shrinkingPages(name, options);
  const items = new Map<string, BoardItem>();
  const pageFrom = async (after: string | null): Promise<ItemsPage> => {
    const { node } = await paging((first) =>
      query<ItemsAnswer>(client, name, { text, variables: { ...variables, first, after } }, options),
    );
    if (node?.items === undefined) throw boardChanged(titleOf(board.name), "the board");
    refuseChanges(wanted, node);
    return node.items;
  };
  let after: string | null = null;
  do {
    const { nodes, pageInfo, totalCount }: ItemsPage = await pageFrom(after);
    for (const item of nodes ?? []) if (item !== null) items.set(item.id, itemOf(item, fields));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (after !== null) tellPage(name, { done: items.size, total: totalCount }, options);
    if (after === null && items.size < totalCount) throw answerIncomplete(name, totalCount, items.size);
  } while (after !== null);
  const all = [...items.values()];
  return where === undefined ? all : all.filter(({ values }) => values[where.field.name]?.id === where.option.id);
}

/** @throws ReleaseError `ERR_BOARD_CHANGED` when a field or the option is not there any more */
function refuseChanges(
  { board, fields, where }: WantedItems,
  node: ItemsProject & Readonly<Record<string, unknown>>,
): void {
  const gone = fields.find((_, index) => {
    const found = node[`k${index}`] as { readonly id?: string } | null | undefined;
    return found?.id !== board.fields.find(({ name }) => name === fields[index])?.id;
  });
  if (gone !== undefined) throw boardChanged(titleOf(board.name), `the field ${gone}`);
  if (where === undefined) return;
  const option = node.chosen?.options?.find(({ id }) => id === where.option.id);
  if (option?.name !== where.option.name) {
    throw boardChanged(titleOf(board.name), `${where.option.name} of the field ${where.field.name}`);
  }
}

interface ReplacedOptions {
  readonly updateProjectV2Field: {
    readonly projectV2Field: { readonly options?: readonly BoardOption[] } | null;
  } | null;
}

const replacing = (
  { field }: FieldId,
  options: readonly BoardOption[],
): { text: string; variables: Record<string, unknown> } => ({
  text: `
mutation ReplaceOptions($field: ID!, $options: [ProjectV2SingleSelectFieldOptionInput!]!) {
  updateProjectV2Field(input: { fieldId: $field, singleSelectOptions: $options }) {
    projectV2Field { ... on ProjectV2SingleSelectField { options { id name color description } } }
  }
}`,
  variables: { field, options: options.map(({ id, name, color, description }) => ({ id, name, color, description })) },
});

const setting = ({ board, field, item, option }: ItemValue): { text: string; variables: Record<string, unknown> } => ({
  text: `
mutation SetOption($board: ID!, $item: ID!, $field: ID!, $option: String!) {
  updateProjectV2ItemFieldValue(
    input: { projectId: $board, itemId: $item, fieldId: $field, value: { singleSelectOptionId: $option } }
  ) { projectV2Item { id } }
}`,
  variables: { board, item, field, option },
});

const titleOf = ({ owner, number }: BoardName): string => `${owner}/${number}`;

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
