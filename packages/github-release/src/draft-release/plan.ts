import type { StoredRelease } from "@signalbox/github";
import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { chooseLatest, isPrereleaseTag } from "../choose-latest.js";
import { composeNotes, isSameText, notesDigest } from "../notes/compose-notes.js";
import {
  draftProblems,
  placeProblems,
  placeWarnings,
  tagElsewhere,
  tagProblems,
  targetMissing,
  targetUnknown,
} from "../problems.js";
import type { DraftAction } from "./action.js";
import type { DraftInput } from "./input.js";
import type { DraftFacts } from "./inspect.js";

/** Facts → the draft to make or change, or why not. Pure. */
export function plan(input: DraftInput, { standing, draft }: DraftFacts): Draft<DraftAction> {
  const { repository, tag, published, drafts, tagCommit } = standing;
  const target = input.target ?? draft?.target ?? tagCommit;
  const isPrerelease = input.prerelease ?? isPrereleaseTag(tag, input);
  const latest = chooseLatest({ tag, latest: input.latest ?? false, isPrerelease, rules: input }, standing);
  const body = published?.notes ?? draft?.notes ?? "";
  const composed = input.notes === "" ? { notes: body, problems: [] } : composeNotes(body, input.notes, input);
  const problems = [
    ...placeProblems(standing),
    ...tagProblems(tag, input),
    ...targetProblems(input, standing),
    ...draftProblems(standing),
    ...latest.problems,
    ...(published === null ? composed.problems : []),
  ];
  const isRefused = problems.length > 0 || published !== null;
  const wish = {
    repository: repository.name,
    tag,
    tagCommit,
    notes: composed.notes,
    isPrerelease,
  };
  return {
    target: `${repository.name}: ${tag}`,
    actions: isRefused || target === null ? [] : actionsOf(input, { ...wish, target }, draft),
    problems,
    warnings: [
      ...placeWarnings(standing),
      ...(published === null || composed.notes === body ? [] : [publishedAlready(tag)]),
      ...(published === null || drafts.length === 0 ? [] : [draftLeft(tag, drafts)]),
    ],
    facts: {
      tagCommit,
      targetCommit: standing.target?.commit ?? null,
      release: (published ?? draft) ? { id: (published ?? draft)?.id, url: (published ?? draft)?.url } : null,
      isPublished: published !== null,
      drafts: drafts.map(({ id, url }) => ({ id, url })),
      latest: standing.latest?.tag ?? null,
    },
  };
}

type Wish = Omit<DraftAction & { type: "create-draft" }, "type" | "summary" | "name">;

function actionsOf(input: DraftInput, wish: Wish, draft: StoredRelease | null): readonly DraftAction[] {
  const { tag } = wish;
  const name = input.name ?? (draft?.name || tag);
  if (draft === null) {
    const summary = `Draft ${tag} at ${shown(wish.target)}`;
    return [{ type: "create-draft", summary, ...wish, name }];
  }
  const differs = [
    ...(draft.name === name ? [] : ["name"]),
    ...(isSameText(draft.notes, wish.notes) ? [] : ["notes"]),
    ...(draft.target === wish.target ? [] : [`target, ${shown(draft.target)} → ${shown(wish.target)}`]),
    ...(draft.isPrerelease === wish.isPrerelease ? [] : [wish.isPrerelease ? "prerelease" : "no prerelease"]),
  ];
  if (differs.length === 0) return [];
  const summary = `Change the draft of ${tag}: ${differs.join(", ")}`;
  const expectedNotes = notesDigest(draft.notes);
  return [{ type: "update-draft", summary, ...wish, name, releaseId: draft.id, expectedNotes }];
}

/** The target must be there, and a tag that is there must be on it. Unsaid, it is what is tagged or drafted already. */
function targetProblems({ target: name }: DraftInput, standing: DraftFacts["standing"]): readonly Problem[] {
  const { repository, tag, tagCommit, target, published, drafts } = standing;
  if (repository.isEmpty) return [];
  if (name === undefined) {
    const isKnown = tagCommit !== null || published !== null || drafts.length > 0;
    return isKnown ? [] : [targetUnknown(tag, repository.name)];
  }
  if (target === null || target.commit === null) return [targetMissing(name, repository.name)];
  return tagCommit !== null && target.hasTag === false ? [tagElsewhere(tag, tagCommit, shown(name))] : [];
}

const shown = (target: string): string => (/^[0-9a-f]{40}$/.test(target) ? target.slice(0, 10) : target);

const publishedAlready = (tag: string): Warning => ({
  code: "release-published",
  message: `${tag} is published, with other notes.`,
  hint: "Change the notes of a published release with `signalbox release notes`.",
});

export const draftLeft = (tag: string, drafts: readonly { readonly id: number; readonly url: string }[]): Warning => ({
  code: "draft-left",
  message: `${tag} is published, and a draft of it is left: ${drafts.map(({ id, url }) => `${id} (${url})`).join(", ")}.`,
  hint: "Delete it by hand when nothing of worth is in it.",
});
