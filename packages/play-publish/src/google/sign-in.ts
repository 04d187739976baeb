import { androidpublisher } from "@googleapis/androidpublisher";
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import type { TokenSource } from "./http/access-token.js";
import type { PublisherClient } from "./publisher-client.js";

/** How to prove who asks. With neither: what the machine offers, as Google's library looks for it (it reads the environment). */
export interface Credentials {
  /** A token that is there already. It is not renewed. */
  readonly accessToken?: string | undefined;
  /** The key file of a service account, or the configuration of a workload identity. */
  readonly keyFile?: string | undefined;
}

const SCOPES = [
  "https://www.googleapis.com/auth/androidpublisher",
  "https://www.googleapis.com/auth/playdeveloperreporting",
];

/** Google's own client with Google's own authentication. Nothing is asked yet. */
export function signInToGoogle({ accessToken, keyFile }: Credentials): {
  readonly client: PublisherClient;
  readonly tokens: TokenSource;
} {
  const auth = accessToken === undefined ? authOf(keyFile) : tokenClient(accessToken);
  return { client: androidpublisher({ version: "v3", auth }), tokens: auth };
}

const authOf = (keyFile: string | undefined): GoogleAuth =>
  new GoogleAuth({ scopes: SCOPES, ...(keyFile === undefined ? {} : { keyFile }) });

function tokenClient(token: string): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: token });
  return client;
}
