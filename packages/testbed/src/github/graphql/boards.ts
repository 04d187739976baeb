import {
  type BoardRecord,
  boardOf,
  boardWithField,
  type FieldRecord,
  type ItemRecord,
  newOptionId,
  type OptionRecord,
} from "../state/boards.js";
import { ownerSource } from "./actors.js";
import { connection, type PageArguments } from "./connection.js";
import { GraphqlProblem } from "./graphql-problem.js";
import type { GraphqlCall, Resolver, Resolvers } from "./resolver.js";

const projectV2: Resolver = ({ login }: { login: string }, { number }: { number: number }, call) => {
  needScope(call, "projectV2", ["read:project", "project"]);
  const board = boardOf(call.host.state, login, number);
  if (board !== undefined) return board;
  throw new GraphqlProblem("NOT_FOUND", `Could not resolve to a ProjectV2 with the number ${number}.`);
};

/** @throws GraphqlProblem `INSUFFICIENT_SCOPES` for a classic token that has none of them */
function needScope({ user }: GraphqlCall, field: string, scopes: readonly string[]): void {
  if (user.scopes === null || scopes.some((scope) => user.scopes?.includes(scope) === true)) return;
  const list = (all: readonly string[]): string => all.map((scope) => `'${scope}'`).join(", ");
  const text = `Your token has not been granted the required scopes to execute this query. The '${field}' field requires one of the following scopes: [${list(scopes.slice(0, 1))}], but your token has only been granted the: [${list(user.scopes)}] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`;
  throw new GraphqlProblem("INSUFFICIENT_SCOPES", text);
}

interface ItemsArguments extends PageArguments {
  readonly query?: string | null;
  readonly archivedStates?: readonly string[] | null;
}

const fieldResolvers: Readonly<Record<string, Resolver>> = {
  dataType: ({ dataType }: FieldRecord) => dataType,
};

export const boardFields: Resolvers = {
  Query: {
    repositoryOwner: (_: object, { login }: { login: string }, { host }) => {
      const isKnown =
        host.state.user(login) !== undefined ||
        host.state.repositories.some(({ owner }) => owner.toLowerCase() === login.toLowerCase());
      return isKnown ? ownerSource(host, login) : null;
    },
  },
  Organization: { projectV2 },
  User: { projectV2 },
  ProjectV2: {
    url: ({ owner, number }: BoardRecord, _: object, { host }) =>
      `${host.urls.html}/${host.state.user(owner) === undefined ? "orgs" : "users"}/${owner}/projects/${number}`,
    viewerCanUpdate: (board: BoardRecord, _: object, call) => mayChange(board, call),
    field: ({ fields }: BoardRecord, { name }: { name: string }) => fields.find((field) => field.name === name) ?? null,
    fields: ({ fields }: BoardRecord, args: PageArguments) => connection(fields, args, "fields"),
    items: (board: BoardRecord, args: ItemsArguments, { host }) => {
      const { query, archivedStates } = args;
      const found = board.items
        .filter(({ archived }) => archivedStates?.includes(archived ? "ARCHIVED" : "NOT_ARCHIVED") ?? true)
        .filter((query ?? "") === "" ? () => true : filterOf(board, query ?? "", (text) => host.violation(text)));
      return connection(found, args, "items");
    },
  },
  ProjectV2SingleSelectField: {
    ...fieldResolvers,
    options: ({ options }: FieldRecord, { names }: { names?: readonly string[] | null }) =>
      options.filter(({ name }) => names?.includes(name) ?? true),
  },
  ProjectV2IterationField: {
    ...fieldResolvers,
    configuration: ({ iterations }: FieldRecord) => ({ iterations, completedIterations: [] }),
  },
  ProjectV2Item: {
    isArchived: ({ archived }: ItemRecord) => archived,
    fieldValueByName: (item: ItemRecord, { name }: { name: string }) => {
      const field = item.board.fields.find((each) => each.name === name);
      return field === undefined ? null : valueSource(item, field);
    },
  },
  Issue: {
    state: ({ state }: IssueSource) => state.toUpperCase(),
    url: ({ repository, number }: IssueSource, _: object, { host }) =>
      `${host.urls.html}/${repository.slug}/issues/${number}`,
    labels: ({ labels }: IssueSource, args: PageArguments) => connection(labels, args, "labels"),
  },
  Mutation: {
    updateProjectV2Field: (_: object, { input }: { input: FieldInput }, call) => {
      needScope(call, "updateProjectV2Field", ["project"]);
      const board = boardWithField(call.host.state, input.fieldId);
      const field = board?.fields.find(({ nodeId }) => nodeId === input.fieldId);
      if (board === undefined || field === undefined) throw unknownNode(input.fieldId);
      if (!mayChange(board, call)) throw forbidden(call);
      field.name = input.name ?? field.name;
      if ((input.singleSelectOptions ?? []).length > 0) replaceOptions(board, field, input.singleSelectOptions ?? []);
      return { projectV2Field: field, clientMutationId: null };
    },
    updateProjectV2ItemFieldValue: (_: object, { input }: { input: ValueInput }, call) => {
      needScope(call, "updateProjectV2ItemFieldValue", ["project"]);
      const board = boardWithField(call.host.state, input.fieldId);
      const field = board?.fields.find(({ nodeId }) => nodeId === input.fieldId);
      const item = board?.items.find(({ nodeId }) => nodeId === input.itemId);
      if (board === undefined || field === undefined || item === undefined) throw unknownNode(input.itemId);
      if (!mayChange(board, call)) throw forbidden(call);
      const { singleSelectOptionId: option } = input.value;
      if (typeof option !== "string" || !field.options.some(({ id }) => id === option)) {
        throw new GraphqlProblem("UNPROCESSABLE", "The single select option Id does not belong to the field");
      }
      item.values.set(field.nodeId, option);
      return { projectV2Item: item, clientMutationId: null };
    },
  },
};

interface IssueSource {
  readonly number: number;
  readonly state: string;
  readonly repository: { readonly slug: string };
  readonly labels: readonly object[];
}

interface FieldInput {
  readonly fieldId: string;
  readonly name?: string | null;
  readonly singleSelectOptions?: readonly (Omit<OptionRecord, "id"> & { readonly id?: string | null })[] | null;
}

interface ValueInput {
  readonly itemId: string;
  readonly fieldId: string;
  readonly value: { readonly singleSelectOptionId?: string | null };
}

/** What is sent without its id is a new option; the old one goes, and with it the values of all items that had it. */
function replaceOptions(
  board: BoardRecord,
  field: FieldRecord,
  sent: NonNullable<FieldInput["singleSelectOptions"]>,
): void {
  const known = new Set(field.options.map(({ id }) => id));
  field.options = sent.map(({ id, name, color, description }) => {
    if (typeof id === "string" && !known.has(id))
      throw new GraphqlProblem("UNPROCESSABLE", `Option ${id} is not of this field`);
    return { id: id ?? newOptionId(), name, color, description };
  });
  const kept = new Set(board.forgetful ? [] : field.options.map(({ id }) => id));
  board.forgetful = false;
  for (const { values } of board.items) {
    const value = values.get(field.nodeId);
    if (value !== undefined && !kept.has(String(value))) values.delete(field.nodeId);
  }
}

const mayChange = ({ writers }: BoardRecord, { user }: GraphqlCall): boolean =>
  (writers === null || writers.includes(user.login)) && (user.scopes === null || user.scopes.includes("project"));

const unknownNode = (id: string): GraphqlProblem =>
  new GraphqlProblem("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);

const forbidden = ({ user }: GraphqlCall): GraphqlProblem =>
  new GraphqlProblem("FORBIDDEN", `${user.login} does not have the correct permissions to execute this mutation.`);

/** `field:"value"`, the one form that is known here. */
function filterOf(board: BoardRecord, query: string, violation: (text: string) => void): (item: ItemRecord) => boolean {
  const [, name = "", value = ""] = /^([a-z0-9-]+):"([^"]*)"$/.exec(query) ?? [];
  const field = board.fields.find((each) => each.name.toLowerCase().replaceAll(" ", "-") === name);
  if (name === "") violation(`the fake knows no filter like ${query}`);
  // GitHub takes a word that is no field for one that no item has.
  if (field === undefined) return () => false;
  const wanted = field.options.filter((option) => option.name.toLowerCase() === value.toLowerCase());
  return ({ values }) => wanted.some(({ id }) => values.get(field.nodeId) === id);
}

function valueSource({ values }: ItemRecord, field: FieldRecord): object | null {
  const value = values.get(field.nodeId);
  if (value === undefined) return null;
  if (field.dataType === "SINGLE_SELECT") {
    const option = field.options.find(({ id }) => id === value);
    return option === undefined
      ? null
      : { __typename: "ProjectV2ItemFieldSingleSelectValue", name: option.name, optionId: option.id, field };
  }
  if (field.dataType === "NUMBER") return { __typename: "ProjectV2ItemFieldNumberValue", number: Number(value), field };
  if (field.dataType === "DATE") return { __typename: "ProjectV2ItemFieldDateValue", date: String(value), field };
  return { __typename: "ProjectV2ItemFieldTextValue", text: String(value), field };
}
