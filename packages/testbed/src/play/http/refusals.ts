import type { RefusalFields } from "./refusal.js";

const denied = (message: string, reason = "forbidden"): RefusalFields => ({
  status: 403,
  canonical: "PERMISSION_DENIED",
  message,
  reason,
});
const invalid = (message: string, reason = "badRequest"): RefusalFields => ({
  status: 400,
  canonical: "INVALID_ARGUMENT",
  message,
  reason,
});
const precondition = (message: string, reason = "failedPrecondition"): RefusalFields => ({
  status: 400,
  canonical: "FAILED_PRECONDITION",
  message,
  reason,
});
const missing = (message: string, reason = "notFound"): RefusalFields => ({
  status: 404,
  canonical: "NOT_FOUND",
  message,
  reason,
});
/** Answers of before 2021 have a domain of their own and no canonical name; some still come. */
const older = (status: number, reason: string, message: string): RefusalFields => ({
  status,
  reason,
  message,
  domain: "androidpublisher",
});

/**
 * The errors that Play was seen to answer, by names of our own. Sources: Google's pages on `edits` and on concurrency; the
 * issues of gradle-play-publisher (629, 811, 970, 998), fastlane (15693, 17605, 28995), keyman (5533), tramline's table
 * of errors and the tests of publishers. Where nobody has published the wording it is ours, and the row says so.
 */
export const REFUSALS = {
  unauthenticated: {
    status: 401,
    canonical: "UNAUTHENTICATED",
    message:
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
    reason: "authError",
  },
  "no-permission": denied("The caller does not have permission"),
  "insufficient-permission": denied(
    "The user does not have sufficient permission to perform the requested operation.",
    "userInsufficientPermission",
  ),
  "insufficient-scope": {
    ...denied("Request had insufficient authentication scopes.", "insufficientPermissions"),
    detail: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
  },
  "api-disabled": {
    ...denied(
      "Google Play Android Developer API has not been used in project 4711 before or it is disabled.",
      "accessNotConfigured",
    ),
    detail: "SERVICE_DISABLED",
  },
  "app-unknown": missing("Package not found: org.example.app.", "applicationNotFound"),
  "track-unknown": missing("Track not found: nightly.", "trackNotFound"), // the wording is ours
  "edit-unknown": missing("No edit with this id.", "editNotFound"), // the wording is ours
  "edit-deleted": precondition("This Edit has been deleted."),
  "edit-deleted-410": older(410, "editDeleted", "The edit has been deleted."),
  "edit-expired": precondition("This edit has expired."),
  "edit-committed": older(400, "editAlreadyCommitted", "The edit has already been committed."),
  "code-used": denied("APK specifies a version code that has already been used."),
  "code-used-bundle": denied("Version code 7 has already been used."),
  "code-used-published": denied("Cannot update a published APK."),
  "code-used-conflict": older(403, "apkUpgradeVersionConflict", "The APK conflicts with an existing one."),
  "code-used-notification": older(
    403,
    "apkNotificationMessageKeyUpgradeVersionConflict",
    "apkNotificationMessageKeyUpgradeVersionConflict",
  ),
  "no-upgrade-path": older(403, "apkNoUpgradePath", "No users can upgrade to this APK."),
  "not-upgradable": denied(
    "You cannot rollout this release because it does not allow any existing users to upgrade to the newly added APKs.",
  ),
  "not-a-zip": denied("APK is not a valid ZIP archive."),
  "not-a-bundle": denied(
    "We have failed to run 'bundletool build-apks' on this Android App Bundle. Please ensure your bundle is valid by running 'bundletool build-apks' locally and try again. Error message output: File 'BundleConfig.pb' was not found.",
  ),
  "wrong-package": denied("APK has the wrong package name: org.example.other."), // the wording is ours
  "wrong-key": denied(
    "The Android App Bundle was signed with the wrong key. Found: SHA1: 00:01, expected: SHA1: 00:02.",
  ),
  debuggable: denied(
    "You uploaded a debuggable APK or Android App Bundle. For security reasons you need to disable debugging before it can be published in Google Play.",
  ),
  "still-processing": invalid("Some of the Android App Bundle uploads are not completed yet."),
  "notes-too-long": denied(
    "The release created has notes in language en-US with length 546, which is too long (max: 500).",
  ),
  "language-unknown": invalid("Invalid language: tlh-KX.", "invalidValue"), // the wording is ours
  "draft-app": invalid("Only releases with status draft may be created on draft app."),
  "draft-app-older": older(
    400,
    "rolloutNotPermittedOnDraftApp",
    "Only releases with status draft may be created on draft app.",
  ),
  "one-completed": invalid("Only one completed release is allowed."),
  "fraction-too-high": invalid("User fraction must be lower than one"),
  "fraction-missing": invalid("A release that is in progress needs a user fraction greater than zero."), // ours
  "fraction-lowered": invalid("The user fraction of a release cannot be lowered."), // the wording is ours
  "first-staged": invalid("The first release on a track cannot be staged."), // the wording is ours
  "code-unknown": invalid("Version code 7 does not exist."), // the wording is ours
  "priority-fixed": invalid("The in-app update priority cannot be changed once the release is rolled out."), // ours
  "countries-not-here": invalid("Country targeting is only for releases in progress in production."), // ours
  "review-running": { ...precondition("Changes are already in review."), detail: "CHANGES_ALREADY_IN_REVIEW" },
  "review-running-older": older(400, "changesAlreadyInReview", "Changes are already in review."),
  "review-by-hand": invalid(
    "Changes cannot be sent for review automatically. Please set the query parameter changesNotSentForReview to true. Once committed, the changes in this edit can be sent for review from the Google Play Console UI.",
  ),
  "review-automatic": invalid(
    "Changes are sent for review automatically. The query parameter changesNotSentForReview must not be set.",
  ),
  "declaration-missing": denied(
    "This release includes the com.google.android.gms.permission.AD_ID permission but your declaration on Play Console says your app doesn't use advertising ID.",
  ),
  "policy-target-level": denied(
    "Your app currently targets API level 33 and must target at least API level 35 to ensure it is built on the latest APIs optimized for security and performance.",
  ),
  concurrent: { status: 409, canonical: "ABORTED", message: "Concurrent update.", reason: "concurrentUpdate" },
  quota: {
    status: 429,
    canonical: "RESOURCE_EXHAUSTED",
    message:
      "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service 'androidpublisher.googleapis.com'.",
    reason: "rateLimitExceeded",
    detail: "RATE_LIMIT_EXCEEDED",
    retryAfter: 1,
  },
  "quota-older": older(403, "quotaExceeded", "Quota exceeded."),
  internal: { status: 500, canonical: "INTERNAL", message: "Internal error encountered.", reason: "backendError" },
  unavailable: {
    status: 503,
    canonical: "UNAVAILABLE",
    message: "The service is currently unavailable.",
    reason: "backendError",
  },
  "session-gone": missing("Upload session not found."),
  "session-gone-410": { status: 410, message: "Gone", reason: "gone" },
  invalid: invalid("Invalid value.", "invalidValue"),
} as const satisfies Record<string, RefusalFields>;

export type RefusalName = keyof typeof REFUSALS;
