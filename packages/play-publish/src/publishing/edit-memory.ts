import type { Context, Json } from "@signalbox/release-core";
import type { Edit, PublishPorts } from "../ports.js";
import { callOptionsOf } from "../call-options-of.js";

/** What the next process must know of an edit that this one opened. A type: only that is JSON to the compiler. */
export type RememberedEdit = {
  readonly packageName: string;
  readonly editId: string;
  /** The track was put in it, or was about to be: what it shows may be our own change. */
  readonly isPut: boolean;
};

/** An edit to work in. */
export interface OpenEdit {
  readonly edit: Edit;
  readonly remembered: RememberedEdit;
}

/** Between the processes of one step by its checkpoint, between the looks of one apply by the handle. */
export async function recallEdit({ checkpoint, handle }: Context, packageName: string): Promise<RememberedEdit | null> {
  const found = asEdit(await checkpoint.load()) ?? asEdit(handle);
  return found?.packageName === packageName ? found : null;
}

/** The remembered edit where it is alive, else a new one, which is remembered before anything is done in it. */
export async function takeUpEdit(
  known: RememberedEdit | null,
  packageName: string,
  { edits }: PublishPorts,
  context: Context,
): Promise<OpenEdit> {
  const options = callOptionsOf(context);
  const alive = known === null ? null : await edits.find(packageName, known.editId, options);
  if (known !== null && alive !== null) return { edit: alive, remembered: known };
  const edit = await edits.open(packageName, options);
  const remembered = { packageName, editId: edit.id, isPut: false };
  await context.checkpoint.save(remembered);
  return { edit, remembered };
}

/** Deletes an edit that nobody goes on with. */
export async function dropEdit(
  { packageName, editId }: RememberedEdit,
  { edits }: PublishPorts,
  context: Context,
): Promise<void> {
  await edits.discard(packageName, editId, callOptionsOf(context));
  await context.checkpoint.save(null);
}

function asEdit(value: Json): RememberedEdit | null {
  const { packageName, editId, isPut } = (value ?? {}) as Partial<RememberedEdit>;
  return typeof packageName === "string" && typeof editId === "string" && typeof isPut === "boolean"
    ? { packageName, editId, isPut }
    : null;
}
