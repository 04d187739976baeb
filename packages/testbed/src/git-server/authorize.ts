/** Name → password of those who may push. */
export type Users = Readonly<Record<string, string>>;

/** Who pushes when the server asks for no password. */
export const ANYBODY = "anybody";

/** The user behind a Basic authorization header (RFC 7617), null when it proves nobody. */
export function userOf(authorization: string | undefined, users: Users | undefined): string | null {
  if (users === undefined) return ANYBODY;
  const [scheme, credentials] = authorization?.split(" ") ?? [];
  if (scheme?.toLowerCase() !== "basic" || credentials === undefined) return null;
  const decoded = Buffer.from(credentials, "base64").toString();
  const colon = decoded.indexOf(":");
  const name = decoded.slice(0, colon);
  return Object.hasOwn(users, name) && users[name] === decoded.slice(colon + 1) ? name : null;
}
