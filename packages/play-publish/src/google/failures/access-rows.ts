import type { FailureRow } from "./failure-row.js";

/** What Google's library says before it asks anybody. They stand before the lost connections, which have no status either. */
export const CREDENTIAL_ROWS: readonly FailureRow[] = [
  {
    code: "ERR_PLAY_CREDENTIALS",
    status: [null],
    message:
      /ENOENT|EACCES|EISDIR|is not valid JSON|end of JSON input|in JSON at position|private_key and client_email|does not contain a (?:client_email|private_key)|unknown certificate type|DECODER routines|no start line|could not load the default credentials/i,
    says: "There are no credentials that can be read",
    hint: "Give the JSON key file of a service account, or the configuration of a workload identity; GOOGLE_APPLICATION_CREDENTIALS names it by convention.",
  },
];

/** Who may do what. */
export const ACCESS_ROWS: readonly FailureRow[] = [
  {
    code: "ERR_PLAY_AUTH_REFUSED",
    status: [400, 401, 403],
    reason: ["invalid_grant", "invalid_client", "unauthorized_client", "deleted_client"],
    message: /invalid_grant|invalid jwt/i,
    says: "Google gives no token for these credentials",
    hint: "Check that the key was not deleted and that this machine's clock is right: a skew of minutes is enough.",
  },
  {
    code: "ERR_PLAY_AUTH_REFUSED",
    status: [401],
    says: "Google does not take the token",
    hint: "Get a new token, or check the key of the service account.",
  },
  {
    code: "ERR_PLAY_SCOPE_MISSING",
    status: [403],
    reason: ["ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"],
    says: "The token was made for something else",
    hint: "It needs the scope https://www.googleapis.com/auth/androidpublisher, for vitals …/auth/playdeveloperreporting.",
  },
  {
    code: "ERR_PLAY_API_DISABLED",
    status: [403],
    reason: ["accessNotConfigured", "SERVICE_DISABLED"],
    message: /has not been used in project|it is disabled/i,
    says: "The API is not enabled in the project of the service account",
    hint: "Enable the Google Play Android Developer API in the Google Cloud console, and wait some minutes.",
  },
  {
    code: "ERR_PLAY_ACCESS_DENIED",
    status: [403],
    says: "The account may not do this with this app",
    hint: "Console, Users and permissions: invite the account and grant it the app: releases to testing tracks, to production, or quality information. It may take 48 hours.",
  },
  {
    code: "ERR_PLAY_APP_UNKNOWN",
    status: [404],
    reason: ["applicationNotFound"],
    message: /package not found|application .*not found/i,
    says: "Play knows no app of this package",
    hint: "Check the package name. The first upload of an app, and its first release, must be made in the Console.",
  },
];
