import { callOptionsOf, type Context, type Json } from "@signalbox/release-core";
import type { Edit, PublishPorts } from "../ports.js";
import type { PutRelease } from "./action.js";
import { intentOf } from "./intent-of.js";

/** What the next process must know of an edit that this one opened. A type: only that is JSON to the compiler. */
export type RememberedEdit = {
  readonly packageName: string;
  readonly editId: string;
  /** What it was opened for. */
  readonly intent: string;
  /** The track was put in it, or was about to be: what it shows may be our own change. */
  readonly isPut: boolean;
};

/** An edit to work in. */
export interface OpenEdit {
  readonly edit: Edit;
  readonly remembered: RememberedEdit;
}

/**
 * Between the processes of one step by its checkpoint, between the looks of one apply by the handle. An edit of another
 * intent is deleted: to commit it would publish what nobody asks for now.
 */
export async function recallEdit(
  action: PutRelease,
  ports: PublishPorts,
  context: Context,
): Promise<RememberedEdit | null> {
  const found = asEdit(await context.checkpoint.load()) ?? asEdit(context.handle);
  if (found?.packageName !== action.packageName) return null;
  if (found.intent === intentOf(action)) return found;
  await dropEdit(found, ports, context);
  return null;
}

/** The remembered edit where it is alive, else a new one, which is remembered before anything is done in it. */
export async function takeUpEdit(
  known: RememberedEdit | null,
  action: PutRelease,
  { edits }: PublishPorts,
  context: Context,
): Promise<OpenEdit> {
  const { packageName } = action;
  const options = callOptionsOf(context);
  const alive = known === null ? null : await edits.find(packageName, known.editId, options);
  if (known !== null && alive !== null) return { edit: alive, remembered: known };
  const edit = await edits.open(packageName, options);
  const remembered = { packageName, editId: edit.id, intent: intentOf(action), isPut: false };
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
  const { packageName, editId, intent, isPut } = (value ?? {}) as Partial<RememberedEdit>;
  if (typeof packageName !== "string" || typeof editId !== "string") return null;
  return { packageName, editId, intent: typeof intent === "string" ? intent : "", isPut: isPut === true };
}
