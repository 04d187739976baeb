import { appFor } from "../http/account.js";
import { checkCommit } from "../state/check-commit.js";
import { commitEdit, openEdit, openEditOf } from "../state/edits.js";
import type { EditRecord } from "../state/records.js";
import { param, type PlayCall, type PlayHandler } from "./call.js";

/** The open edit of the path, when the account may use it. @throws Refusal */
export function editOf(call: PlayCall): EditRecord {
  const packageName = param(call, "packageName");
  appFor(call.state, call.account, packageName, "testing");
  return openEditOf(call.state, call.account.email, packageName, param(call, "editId"));
}

const bodyOf = ({ id, expiresAt }: EditRecord): object => ({
  id,
  expiryTimeSeconds: String(Math.floor(expiresAt / 1000)),
});

export const edits: Readonly<Record<string, PlayHandler>> = {
  "edits.insert": (call: PlayCall) => {
    const app = appFor(call.state, call.account, param(call, "packageName"), "testing");
    return bodyOf(openEdit(call.state, call.account.email, app));
  },
  "edits.get": (call: PlayCall) => bodyOf(editOf(call)),
  "edits.delete": (call: PlayCall) => {
    editOf(call).state = "deleted";
    return undefined;
  },
  "edits.validate": (call: PlayCall) => {
    const edit = editOf(call);
    checkCommit(call.state, edit, null);
    return bodyOf(edit);
  },
  "edits.commit": (call: PlayCall) => {
    const edit = editOf(call);
    commitEdit(call.state, edit, {
      inReview: call.query.get("changesInReviewBehavior") === "ERROR_IF_IN_REVIEW" ? "error" : "cancel",
      holdReview: call.query.get("changesNotSentForReview") === "true",
    });
    return bodyOf(edit);
  },
};
