/** How Google Play is reached. */
export interface GooglePlay {
  /** Null: Google's own. Another address is for tests: `GOOGLE_PLAY_API_URL`. */
  readonly apiUrl: string | null;
  /** Secret: `GOOGLE_OAUTH_ACCESS_TOKEN`, as Google's actions and Terraform have it. */
  readonly accessToken: string | null;
  /** `GOOGLE_APPLICATION_CREDENTIALS`: the key file of a service account, or a workload identity. */
  readonly keyFile: string | null;
}

export const readGooglePlay = (set: (name: string) => string | null): GooglePlay => ({
  apiUrl: set("GOOGLE_PLAY_API_URL"),
  accessToken: set("GOOGLE_OAUTH_ACCESS_TOKEN"),
  keyFile: set("GOOGLE_APPLICATION_CREDENTIALS"),
});
