import type { Board, WantedItems } from "./port.js";

/**
 * One page of items. Only the fields that are wanted are asked for, each by its name, and so is the board's own idea of
 * them: where somebody renamed one meanwhile, all values of it would be null.
 */
export function itemsQuery({ board, fields, where }: WantedItems): {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
} {
  const filter = filterOf(board, where);
  const names = fields.map((_, index) => `, $f${index}: String!`).join("");
  const values = fields.map((_, index) => `v${index}: fieldValueByName(name: $f${index}) { ...Value }`);
  const known = fields.map((_, index) => `k${index}: field(name: $f${index}) { ... on ProjectV2FieldCommon { id } }`);
  const option =
    where === undefined
      ? ""
      : "chosen: field(name: $where) { ... on ProjectV2SingleSelectField { id options { id name } } }";
  const asked = [
    "first: $first, after: $after",
    ...(filter === null ? [] : ["query: $filter"]),
    ...(board.splitsArchived ? ["archivedStates: [ARCHIVED, NOT_ARCHIVED]"] : []),
  ];
  const more = `${filter === null ? "" : ", $filter: String!"}${where === undefined ? "" : ", $where: String!"}`;
  const text = `
query BoardItems($board: ID!, $first: Int!, $after: String${names}${more}) {
  node(id: $board) {
    ... on ProjectV2 {
      ${[...known, option].join("\n      ")}
      items(${asked.join(", ")}) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          id type isArchived
          content {
            __typename
            ... on DraftIssue { title }
            ... on Issue { title url number issueState: state repository { nameWithOwner } labels(first: 100) { totalCount nodes { name } } }
            ... on PullRequest { title url number pullState: state repository { nameWithOwner } labels(first: 100) { totalCount nodes { name } } }
          }
          ${values.join("\n          ")}
        }
      }
    }
  }
}${values.length === 0 ? "" : VALUE}`;
  return {
    text,
    variables: {
      board: board.id,
      ...Object.fromEntries(fields.map((name, index) => [`f${index}`, name])),
      ...(filter === null ? {} : { filter }),
      ...(where === undefined ? {} : { where: where.field.name }),
    },
  };
}

const VALUE = `
fragment Value on ProjectV2ItemFieldValue {
  __typename
  ... on ProjectV2ItemFieldSingleSelectValue { name optionId }
  ... on ProjectV2ItemFieldIterationValue { title iterationId }
  ... on ProjectV2ItemFieldTextValue { text }
  ... on ProjectV2ItemFieldNumberValue { number }
  ... on ProjectV2ItemFieldDateValue { date }
}`;

/**
 * The board's own filter language, as its pages have it; null where the host has none, or where a name cannot be said
 * in it for certain. Then all items are read.
 * Source: https://docs.github.com/en/issues/planning-and-tracking-with-projects/customizing-views-in-your-project/filtering-projects
 */
function filterOf(board: Pick<Board, "filters">, where: WantedItems["where"]): string | null {
  if (where === undefined || !board.filters) return null;
  if (!/^[a-z][a-z0-9-]*$/i.test(where.field.name) || /["\\\r\n,*]/.test(where.option.name)) return null;
  return `${where.field.name.toLowerCase()}:"${where.option.name}"`;
}

export interface ItemsAnswer {
  readonly node: (ItemsProject & Readonly<Record<string, unknown>>) | null;
}

export interface ItemsProject {
  readonly chosen?: {
    readonly id?: string;
    readonly options?: readonly { readonly id: string; readonly name: string }[];
  } | null;
  readonly items?: ItemsPage;
}

export interface ItemsPage {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (ItemNode | null)[] | null;
}

export type ItemNode = {
  readonly id: string;
  readonly type: string;
  readonly isArchived: boolean;
  readonly content: ContentNode | null;
} & Readonly<Record<`v${number}`, ValueNode | null>>;

interface ContentNode {
  readonly __typename: "DraftIssue" | "Issue" | "PullRequest";
  readonly title: string;
  readonly url?: string;
  readonly number?: number;
  readonly issueState?: string;
  readonly pullState?: string;
  readonly repository?: { readonly nameWithOwner: string };
  readonly labels?: {
    readonly totalCount: number;
    readonly nodes: readonly ({ readonly name: string } | null)[] | null;
  } | null;
}

export interface ValueNode {
  readonly __typename: string;
  readonly name?: string | null;
  readonly optionId?: string | null;
  readonly title?: string;
  readonly iterationId?: string;
  readonly text?: string | null;
  readonly number?: number | null;
  readonly date?: string | null;
}
