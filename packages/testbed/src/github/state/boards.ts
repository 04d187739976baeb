import type { GitHubState, Identified } from "./git-hub-state.js";
import { nodeIdOf } from "./node-id.js";
import { slot } from "./slot.js";

export interface OptionRecord {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

export interface IterationRecord {
  readonly id: string;
  readonly title: string;
  readonly startDate: string;
  readonly duration: number;
}

type FieldType = "ProjectV2Field" | "ProjectV2SingleSelectField" | "ProjectV2IterationField";

export interface FieldRecord extends Identified<FieldType> {
  name: string;
  readonly dataType: string;
  options: readonly OptionRecord[];
  readonly iterations: readonly IterationRecord[];
}

/** What an item has for a field: the id of an option or iteration, or plain text, by the field's type. */
export type ValueRecord = string | number;

export interface ItemRecord extends Identified<"ProjectV2Item"> {
  readonly board: BoardRecord;
  /** A draft, an issue or a pull request; null when the token may not see it. */
  readonly content: object | null;
  readonly type: "DRAFT_ISSUE" | "ISSUE" | "PULL_REQUEST" | "REDACTED";
  archived: boolean;
  /** Node id of a field → value. */
  readonly values: Map<string, ValueRecord>;
}

export interface BoardRecord extends Identified<"ProjectV2"> {
  readonly owner: string;
  readonly number: number;
  readonly title: string;
  /** Logins that may change it; null: everybody. */
  readonly writers: readonly string[] | null;
  fields: readonly FieldRecord[];
  items: readonly ItemRecord[];
  /** Its next change of options loses the values of items although their ids were kept, as GitHub is said to have done. */
  forgetful: boolean;
}

const boards = slot((_: GitHubState): BoardRecord[] => []);

export const boardOf = (state: GitHubState, owner: string, number: number): BoardRecord | undefined =>
  boards(state).find((board) => board.owner.toLowerCase() === owner.toLowerCase() && board.number === number);

export const boardWithField = (state: GitHubState, fieldId: string): BoardRecord | undefined =>
  boards(state).find(({ fields }) => fields.some(({ nodeId }) => nodeId === fieldId));

let lastOption = 0;

/** Eight hex digits, as GitHub numbers options. */
export const newOptionId = (): string => nodeHex(++lastOption);

const nodeHex = (number: number): string => (0x98236657 + number).toString(16).slice(-8).padStart(8, "0");

export interface BoardOptions {
  /** Login of an organisation or user; whoever is no user of the fake is an organisation. */
  readonly owner: string;
  readonly number: number;
  readonly title?: string;
  readonly writers?: readonly string[];
  /** Name → what it is: names of options, or another type. */
  readonly fields: Readonly<
    Record<string, readonly (string | Omit<OptionRecord, "id">)[] | "TEXT" | "NUMBER" | "DATE">
  >;
  readonly items?: readonly BoardItemOptions[];
}

export interface BoardItemOptions {
  readonly title: string;
  /** `acme/api#12` for an issue; absent: a draft; null: something that the token may not see. */
  readonly issue?: string | null;
  readonly pullRequest?: boolean;
  readonly state?: "OPEN" | "CLOSED" | "MERGED";
  readonly labels?: readonly string[];
  readonly archived?: boolean;
  /** Name of a field → name of the option, or the value. */
  readonly values?: Readonly<Record<string, ValueRecord>>;
}

/** Puts a board there. */
export function addBoard(state: GitHubState, options: BoardOptions): BoardRecord {
  const { owner, number, title = `Board ${number}`, writers = null } = options;
  const board: BoardRecord = {
    ...state.record("ProjectV2", { owner, number, title, writers, forgetful: false }),
    fields: [],
    items: [],
  };
  state.replace(board);
  board.fields = [
    fieldRecord(state, "Title", "TITLE"),
    ...Object.entries(options.fields).map(([name, kind]) =>
      typeof kind === "string" ? fieldRecord(state, name, kind) : fieldRecord(state, name, "SINGLE_SELECT", kind),
    ),
  ];
  boards(state).push(board);
  board.items = (options.items ?? []).map((item) => itemRecord(state, board, item));
  return board;
}

function fieldRecord(
  state: GitHubState,
  name: string,
  dataType: string,
  options: readonly (string | Omit<OptionRecord, "id">)[] = [],
): FieldRecord {
  const type = dataType === "SINGLE_SELECT" ? "ProjectV2SingleSelectField" : "ProjectV2Field";
  const made = options.map((option) => ({
    id: newOptionId(),
    ...(typeof option === "string" ? { name: option, color: "GRAY", description: "" } : option),
  }));
  return state.record<FieldType, Omit<FieldRecord, keyof Identified<FieldType>>>(type, {
    name,
    dataType,
    options: made,
    iterations: [],
  });
}

function itemRecord(state: GitHubState, board: BoardRecord, item: BoardItemOptions): ItemRecord {
  const { title, issue, pullRequest = false, archived = false, values = {} } = item;
  const made = new Map<string, ValueRecord>();
  for (const [name, value] of Object.entries(values)) {
    const field = board.fields.find((each) => each.name === name);
    const found =
      field?.dataType === "SINGLE_SELECT" ? field.options.find((option) => option.name === value)?.id : value;
    if (field === undefined || found === undefined) throw new Error(`the board has no ${name}: ${value}`);
    made.set(field.nodeId, found);
  }
  const type =
    issue === null ? "REDACTED" : issue === undefined ? "DRAFT_ISSUE" : pullRequest ? "PULL_REQUEST" : "ISSUE";
  const content =
    issue === null ? null : issue === undefined ? { __typename: "DraftIssue", title } : contentOf(item, issue);
  return state.record("ProjectV2Item", { board, content, type, archived, values: made } as const);
}

/** What stands behind a card: the board's own idea of it, in the shape of a repository's issues and pull requests. */
function contentOf(item: BoardItemOptions, issue: string): object {
  const [slug = "", number = ""] = issue.split("#");
  const { pullRequest = false, state = "OPEN", title, labels = [] } = item;
  return {
    __typename: pullRequest ? "PullRequest" : "Issue",
    nodeId: nodeIdOf("Issue", issue),
    id: Number(number),
    number: Number(number),
    title,
    state: state.toLowerCase(),
    repository: { __typename: "Repository", slug },
    labels: labels.map((name) => ({ __typename: "Label", name })),
  };
}
