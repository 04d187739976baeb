import type { Releases, ReleaseStanding, StoredRelease } from "@signalbox/github";
import {
  already,
  type CallOptions,
  done,
  type Outcome,
  type PerformContext,
  planStale,
  callOptionsOf,
} from "@signalbox/release-core";
import { draftedMeanwhile, duplicatedDrafts, releaseGone, repositoryRenamed } from "../errors.js";
import { isSameText, notesDigest } from "../notes/compose-notes.js";
import type { ReleasePorts } from "../ports.js";
import { orGone } from "../or-gone.js";
import { writeOrLook } from "../write-or-look.js";
import type { CreateDraft, DraftAction, DraftedRelease, UpdateDraft } from "./action.js";
import type { DraftInput } from "./input.js";

/** Looks, writes, looks. */
export async function perform(
  action: DraftAction,
  { releases }: Pick<ReleasePorts, "releases">,
  context: PerformContext<DraftInput>,
): Promise<Outcome<DraftedRelease>> {
  const { repository, tag } = context.input;
  const options = callOptionsOf(context);
  const look = async (): Promise<ReleaseStanding> => {
    const found = await releases.find({ repository, tag }, options);
    if (found.repository.name !== action.repository) throw repositoryRenamed(action.repository, found.repository.name);
    return found;
  };
  if (action.tag !== tag) throw planStale("the tag of the plan", action.tag, tag);
  const before = await look();
  if (before.published !== null) throw releaseGone(tag, before.published.id, [before.published]);
  if (before.drafts.length > 1) throw duplicatedDrafts(tag, before.drafts);
  if (before.tagCommit !== action.tagCommit) throw planStale(`The tag ${tag}`, action.tagCommit, before.tagCommit);
  const call = { releases, look, options };
  return action.type === "create-draft" ? create(action, before, call) : update(action, before, call);
}

interface Call {
  readonly releases: Releases;
  readonly look: () => Promise<ReleaseStanding>;
  readonly options: CallOptions;
}

async function create(
  action: CreateDraft,
  before: ReleaseStanding,
  { releases, look, options }: Call,
): Promise<Outcome<DraftedRelease>> {
  const { repository, tag, name, notes, target, isPrerelease } = action;
  const asWished = async ({ drafts: [one] }: ReleaseStanding): Promise<StoredRelease | null> => {
    const found = one === undefined ? null : await orGone(releases.read(repository, one.id, options));
    return found !== null && isAsWished(action, found) ? found : null;
  };
  if (before.drafts.length > 0) {
    const found = await asWished(before);
    if (found === null) throw draftedMeanwhile(tag, before.drafts);
    return already(resultOf(found));
  }
  const made = await writeOrLook(
    () => releases.create(repository, { tag, name, notes, target, isPrerelease }, options),
    async () => asWished(await look()),
  );
  // GitHub takes two drafts for one tag. Of two that were made at once the older one stays: everybody sees the same.
  const older = (await look()).drafts.filter(({ id }) => id < made.id);
  if (older.length === 0) return done(resultOf(made));
  await releases.delete(repository, made.id, options);
  throw draftedMeanwhile(tag, older);
}

async function update(
  action: UpdateDraft,
  before: ReleaseStanding,
  { releases, options }: Call,
): Promise<Outcome<DraftedRelease>> {
  const { repository, tag, releaseId, name, notes, target, isPrerelease } = action;
  const read = async (): Promise<StoredRelease | null> => orGone(releases.read(repository, releaseId, options));
  const found = before.drafts.some(({ id }) => id === releaseId) ? await read() : null;
  if (found === null) throw releaseGone(tag, releaseId, before.drafts);
  if (isAsWished(action, found)) return already(resultOf(found));
  const digest = notesDigest(found.notes);
  if (digest !== action.expectedNotes)
    throw planStale(`The notes of the draft of ${tag}`, action.expectedNotes, digest);
  const changed = await writeOrLook(
    () => orGone(releases.update(repository, releaseId, { name, notes, target, isPrerelease }, options)),
    async () => {
      const now = await read();
      return now !== null && isAsWished(action, now) ? now : null;
    },
  );
  if (changed === null) throw releaseGone(tag, releaseId, []);
  return done(resultOf(changed));
}

const isAsWished = (action: DraftAction, found: StoredRelease): boolean =>
  found.isDraft &&
  found.name === action.name &&
  found.target === action.target &&
  found.isPrerelease === action.isPrerelease &&
  isSameText(found.notes, action.notes);

const resultOf = ({ id, tag, url }: StoredRelease): DraftedRelease => ({ releaseId: id, tag, url });
