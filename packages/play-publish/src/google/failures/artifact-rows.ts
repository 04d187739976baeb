import type { FailureRow } from "./failure-row.js";

/** Bundles and APKs. */
export const ARTIFACT_ROWS: readonly FailureRow[] = [
  {
    code: "ERR_PLAY_CODE_USED",
    reason: ["apkUpgradeVersionConflict", "apkNotificationMessageKeyUpgradeVersionConflict"],
    message: /version code( \d+)? .*already been used|specifies a version code that|cannot update a published apk/i,
    says: "Play has this version code already",
    hint: "Play takes a code once, also when its release was deleted: build again with a higher one.",
  },
  {
    code: "ERR_PLAY_NOT_UPGRADABLE",
    reason: ["apkNoUpgradePath"],
    message: /does not allow any existing users to upgrade|no users can upgrade/i,
    says: "Nobody who has the app could upgrade to this release",
    hint: "Its version code is lower than what users have, or it supports fewer devices: build with a higher code.",
  },
  {
    code: "ERR_PLAY_SIGNER_WRONG",
    message: /signed with the wrong key|certificate .*(does not match|mismatch)|wrong upload (key|certificate)/i,
    says: "The file is not signed with the upload key of this app",
    hint: "Sign it with the key that the Console shows under App integrity.",
  },
  {
    code: "ERR_PLAY_PACKAGE_WRONG",
    message: /wrong package name|needs to have the package name|package name of your .*must be/i,
    says: "The file belongs to another app",
    hint: "Take the file of this package; flavours have packages of their own.",
  },
  {
    code: "ERR_PLAY_DEBUGGABLE",
    message: /debuggable/i,
    says: "The file is a debug build",
    hint: "Build the release variant.",
  },
  {
    code: "ERR_PLAY_FILE_REFUSED",
    message: /not a valid zip|bundletool build-apks|ensure your bundle is valid|invalid (apk|bundle)|apk is invalid/i,
    says: "Play cannot read the file",
    hint: "Look at it with `play check`; an AAB that was packed once more into a zip is a usual cause.",
  },
];
