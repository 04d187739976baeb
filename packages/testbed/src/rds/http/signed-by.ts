import { commonRefusal } from "./refusal.js";

export interface Signer {
  readonly accessKey: string;
  readonly region: string;
}

/** Who signed a request, and for which region: `AWS4-HMAC-SHA256 Credential=<key>/<day>/<region>/rds/aws4_request, …`. */
export function signedBy(authorization: string | undefined): Signer {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/rds\/aws4_request,/.exec(authorization ?? "");
  if (found === null) throw commonRefusal("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  return { accessKey: found[1] ?? "", region: found[2] ?? "" };
}

/** What access keys may no longer, or never, do. */
export interface Access {
  /** Their token is over. */
  readonly expired: Set<string>;
  /** Actions that nobody may call. */
  readonly denied: Set<string>;
}

/** @throws RdsRefusal when the key may not */
export function checkAccess(
  { accessKey }: Signer,
  action: string,
  { expired, denied }: Access,
  known: readonly string[] | undefined,
): void {
  if (known?.includes(accessKey) === false)
    throw commonRefusal("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
  if (expired.has(accessKey))
    throw commonRefusal("ExpiredToken", "The security token included in the request is expired", 403);
  if (denied.has(action))
    throw commonRefusal(
      "AccessDenied",
      `User: arn:aws:iam::123456789012:user/deploy is not authorized to perform: rds:${action} because no identity-based policy allows the rds:${action} action`,
      403,
    );
}
