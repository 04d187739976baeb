import { type CallOptions, contextOf, isReleaseError } from "@signalbox/release-core";
import type { CommitOptions, Edit, Edits } from "../ports.js";
import { ask, type GoogleSite, requestOf } from "./ask.js";
import { failureOfThrown } from "./failures/google-failure.js";
import { isUnknownResult, resultUnknown, translate } from "./failures/translate.js";
import type { AppEdit } from "./publisher-client.js";

/** Edits of the account that the client was made for. */
export const googleEdits = (site: GoogleSite): Edits => ({
  open: async (packageName, options) => {
    const edit = await ask(
      site,
      `edits.insert of ${packageName}`,
      (api, request) => api.edits.insert({ packageName }, request),
      options,
    );
    return editOf(packageName, edit);
  },
  find: (packageName, editId, options) =>
    unlessGone(
      ask(
        site,
        `edits.get of ${packageName}`,
        (api, request) => api.edits.get({ packageName, editId }, request),
        options,
      ).then((edit) => editOf(packageName, edit)),
    ),
  commit: (edit, commit, options) => commitOnce(site, edit, commit, options),
  discard: async (packageName, editId, options) => {
    await unlessGone(
      ask(
        site,
        `edits.delete of ${packageName}`,
        (api, request) => api.edits.delete({ packageName, editId }, request),
        options,
      ),
    );
  },
});

/** Sent once: what is sent again after a lost answer may publish what somebody has changed since. */
async function commitOnce(
  site: GoogleSite,
  { packageName, id: editId }: Edit,
  { cancelReview, holdReview }: CommitOptions,
  options?: CallOptions,
): Promise<void> {
  const what = `edits.commit of ${packageName}`;
  const { signal } = contextOf(options);
  signal.throwIfAborted();
  const behaviour = cancelReview === true ? "CANCEL_IN_REVIEW_AND_SUBMIT" : "ERROR_IF_IN_REVIEW";
  // Absent, not false: where Play sends for review by itself the parameter must not be there at all.
  const held = holdReview === true ? { changesNotSentForReview: true as const } : {};
  const params = { packageName, editId, changesInReviewBehavior: behaviour, ...held } as const;
  try {
    await site.client.edits.commit(params, requestOf(site, signal));
  } catch (error) {
    const failure = failureOfThrown(error);
    if (!signal.aborted && isUnknownResult(failure)) throw resultUnknown(what, failure);
    throw translate(what, error, signal);
  }
}

function editOf(packageName: string, { id, expiryTimeSeconds }: AppEdit): Edit {
  return { id: id ?? "", packageName, expiresAt: new Date(Number(expiryTimeSeconds ?? 0) * 1000) };
}

const unlessGone = async <Value>(asked: Promise<Value>): Promise<Value | null> => {
  try {
    return await asked;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_PLAY_EDIT_GONE") return null;
    throw error;
  }
};
