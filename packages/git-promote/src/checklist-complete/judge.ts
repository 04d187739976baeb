import type { PullRequestView } from "@signalbox/github";
import type { Verdict } from "@signalbox/release-core";
import { listedItems } from "../checklist/checklist-markdown.js";
import { evidenceOf } from "../pull-request/gate-fields.js";
import { judgeStanding, titleOf } from "../pull-request/judge-standing.js";
import { shortList } from "../short-list.js";
import type { CompleteEvidence, CompleteInput, OpenItem } from "./checklist-complete.js";

export interface CompleteFacts {
  readonly view: PullRequestView;
}

/** Facts → verdict. Pure. */
export function judge(given: CompleteInput, { view }: CompleteFacts): Verdict<CompleteEvidence> {
  const { pullRequest } = view;
  const listed = listedItems(pullRequest?.body ?? "");
  const open = openItems(given, listed ?? []);
  const ticked = (listed ?? []).filter(({ isTicked }) => isTicked).map(({ id }) => id);
  const { editedBy = null, editedAt = null } = pullRequest ?? {};
  const evidence = { ...evidenceOf(view), ticked, open, editedBy, editedAt };
  const standing = judgeStanding(given, view, evidence);
  if (standing !== null || pullRequest === null) return standing as Verdict<CompleteEvidence>;

  const name = titleOf(pullRequest);
  if (listed === null && given.checklist === undefined) {
    const hint = "Promote with a pull request again: that puts the checklist back.";
    return { status: "block", reason: `The text of ${name} has no checklist of ours.`, hint, evidence };
  }
  if (open.length === 0) return { status: "pass", reason: `Every item of ${name} is ticked.`, evidence };
  const lines = open.map(({ subject, ask, isRemoved }) => {
    const removed = isRemoved ? " (taken out of the text)" : "";
    return ask === null ? `${subject}${removed}` : `${subject}${removed}, ask ${ask}`;
  });
  const items = open.length === 1 ? "1 item is" : `${open.length} items are`;
  const reason = `${items} not ticked in ${name}: ${shortList(lines, undefined, "; ")}.`;
  if (pullRequest.state !== "merged")
    return { status: "wait", reason: `${reason} ${pullRequest.url}`, retryAfterMs: given.pollMs, evidence };
  const hint = `It was merged all the same: ask, tick them there, or waive this gate with a reason: ${pullRequest.url}`;
  return { status: "block", reason, hint, evidence };
}

function openItems(
  { checklist }: CompleteInput,
  listed: NonNullable<ReturnType<typeof listedItems>>,
): readonly OpenItem[] {
  const ticked = new Set(listed.filter(({ isTicked }) => isTicked).map(({ id }) => id));
  const there = new Set(listed.map(({ id }) => id));
  if (checklist === undefined) {
    const open = listed.filter(({ isTicked }) => !isTicked);
    return open.map(({ id, line }) => ({ id, subject: line, ask: null, isRemoved: false }));
  }
  return checklist
    .filter(({ id }) => !ticked.has(id))
    .map(({ id, subject, ask }) => ({ id, subject, ask, isRemoved: !there.has(id) }));
}
