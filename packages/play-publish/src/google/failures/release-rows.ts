import type { FailureRow } from "./failure-row.js";

/** Edits, reviews, releases on tracks. */
export const RELEASE_ROWS: readonly FailureRow[] = [
  {
    code: "ERR_PLAY_EDIT_GONE",
    status: [400, 404, 410],
    reason: ["editDeleted", "editAlreadyCommitted", "editNotFound", "editExpired"],
    message: /\bedit has (been deleted|expired)|edit .*already been committed|no edit with this id|edit not found/i,
    says: "The edit is gone: it expired, or another edit or a change in the Console ended it",
    hint: "Run it again: it looks at what is there and starts from that. Let nobody work in the Console meanwhile.",
    retryable: true,
  },
  {
    code: "ERR_PLAY_REVIEW_RUNNING",
    reason: ["CHANGES_ALREADY_IN_REVIEW", "changesAlreadyInReview"],
    message: /changes are already in review/i,
    says: "Changes of this app are in review, and this commit would cancel that review",
    hint: "Wait until the review is over, or cancel it on purpose with `cancelReview`.",
    retryable: true,
  },
  {
    code: "ERR_PLAY_REVIEW_BY_HAND",
    message: /cannot be sent for review automatically|set the query parameter changesNotSentForReview to true/i,
    says: "Play wants a person to send these changes for review",
    hint: "Commit with `holdReview`, then open the Console, Publishing overview, and send them.",
  },
  {
    code: "ERR_PLAY_REVIEW_AUTOMATIC",
    message: /changesNotSentForReview must not be set/i,
    says: "Play sends these changes for review by itself",
    hint: "Commit without `holdReview`.",
  },
  {
    code: "ERR_PLAY_STILL_PROCESSING",
    message: /uploads are not completed/i,
    says: "Play still works on an uploaded bundle",
    hint: "Commit the same edit again in a minute; the upload is not lost.",
    retryable: true,
  },
  {
    code: "ERR_PLAY_NOTES_TOO_LONG",
    message: /notes in language \S+ with length \d+|release notes .*too long/i,
    says: "Release notes are longer than Play takes",
    hint: "500 characters a language: shorten them, or let them be cut with a link.",
  },
  {
    code: "ERR_PLAY_LOCALE_UNKNOWN",
    message: /invalid language|unsupported (language|locale)/i,
    says: "Play does not know a language of the notes",
    hint: "Use the tags of the store listing, as `en-GB`.",
  },
  {
    code: "ERR_PLAY_DRAFT_APP",
    reason: ["rolloutNotPermittedOnDraftApp"],
    message: /only releases with status draft/i,
    says: "The app was never published, so it takes draft releases only",
    hint: "Upload with status `draft`, and finish the first release in the Console.",
  },
  {
    code: "ERR_PLAY_TRACK_UNKNOWN",
    status: [400, 404],
    reason: ["trackNotFound"],
    message: /track not found|track .*does not exist|invalid track/i,
    says: "The app has no such track",
    hint: "`beta` is open testing; a closed track has the name that the Console shows.",
  },
  {
    code: "ERR_PLAY_RELEASE_REFUSED",
    message:
      /only one completed release|user ?fraction|first release on a track|version code \d+ (does not exist|not found)|in-app update priority|country targeting/i,
    says: "Play takes no such release on this track",
    hint: "Look at the track with `play status`; a share only grows, stays below 1, and needs a completed release below it.",
  },
  {
    code: "ERR_PLAY_DECLARATION_MISSING",
    status: [400, 403],
    message: /declaration|advertising ID|foreground service|data safety/i,
    says: "A declaration of the app does not fit this release",
    hint: "Complete it in the Console, Policy and programs, App content; then run it again.",
  },
  {
    code: "ERR_PLAY_POLICY",
    status: [400, 403],
    message: /must target at least API level|target sdk|policy|app (was|is|has been) (rejected|suspended)/i,
    says: "The release breaks a rule of Play",
    hint: "Build it again as Play asks; the Console has the details under Policy status.",
  },
];
