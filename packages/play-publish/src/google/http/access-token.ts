/** What gives tokens: `GoogleAuth`, `JWT` or `OAuth2Client` of google-auth-library; each keeps and renews its own. */
export interface TokenSource {
  getAccessToken(): Promise<string | null | undefined | { readonly token?: string | null }>;
}

/** @throws Error of the library; its shape is in the table of failures */
export async function accessToken(source: TokenSource): Promise<string> {
  const answer = await source.getAccessToken();
  const token = typeof answer === "object" ? answer?.token : answer;
  if (token === null || token === undefined)
    throw new Error("Could not load the default credentials: there is no token");
  return token;
}
