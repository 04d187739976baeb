import type { Members } from "../contract/read-form.js";
import { RdsRefusal } from "../http/refusal.js";
import type { RdsFamily } from "../options.js";
import { FAMILIES } from "../state/family.js";
import type { DatabaseRecord, SnapshotRecord } from "../state/records.js";
import type { RdsState } from "../state/rds-state.js";

export interface Call {
  readonly state: RdsState;
  /** Of the request's signature. */
  readonly region: string;
  readonly input: Members;
}

/** Answers with the members of the result. @throws RdsRefusal */
export type ActionCall = (call: Call) => Readonly<Record<string, unknown>>;

export const textIn = (input: Members, member: string): string | undefined => {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
};

export const needed = (input: Members, member: string): string => textIn(input, member) ?? "";

export const tagsIn = (input: Members): ReadonlyMap<string, string> => {
  const given = (input["Tags"] ?? []) as readonly { readonly Key: string; readonly Value?: string }[];
  return new Map(given.map(({ Key, Value: text = "" }) => [Key, text]));
};

export const tagList = (tags: ReadonlyMap<string, string>): readonly object[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value }));

/** @throws RdsRefusal when there is none */
export function snapshotNamed(state: RdsState, family: RdsFamily, region: string, id: string): SnapshotRecord {
  const found = state.snapshots(family, region).find((record) => record.id === id.toLowerCase());
  const { snapshot } = FAMILIES[family];
  if (found === undefined) throw new RdsRefusal(`${snapshot}NotFoundFault`, `${snapshot} ${id} not found.`);
  return found;
}

/** @throws RdsRefusal when there is none */
export function databaseNamed(state: RdsState, family: RdsFamily, region: string, id: string): DatabaseRecord {
  const found = state.databases(family, region).find((record) => record.id === id.toLowerCase());
  const { database } = FAMILIES[family];
  if (found === undefined) throw new RdsRefusal(`${database}NotFoundFault`, `${database} ${id} not found.`);
  return found;
}
