import type { PlayRight } from "../options.js";
import type { AccountRecord, AppRecord } from "../state/records.js";
import type { PlayState } from "../state/play-state.js";
import { Refusal } from "./refusal.js";
import { REFUSALS } from "./refusals.js";

/** Whose token it is. @throws Refusal 401 */
export function accountOf(state: PlayState, authorization: string | undefined): AccountRecord {
  const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  const account = state.accounts.find((each) => each.token === token);
  if (account === undefined) throw new Refusal(REFUSALS.unauthenticated);
  return account;
}

const ORDER: readonly PlayRight[] = ["read", "testing", "production"];

/** The app, when the account may do this with it. @throws Refusal 403 or 404 */
export function appFor(state: PlayState, account: AccountRecord, packageName: string, right: PlayRight): AppRecord {
  requireScope(account, "androidpublisher");
  const app = state.app(packageName);
  requireRight(account, packageName, right);
  return app;
}

export function requireRight(account: AccountRecord, packageName: string, right: PlayRight): void {
  const granted = account.rights.get(packageName);
  if (granted === undefined || ORDER.indexOf(granted) < ORDER.indexOf(right)) {
    throw new Refusal(REFUSALS["no-permission"]);
  }
}

export function requireScope(account: AccountRecord, scope: string): void {
  if (!account.scopes.has(scope)) throw new Refusal(REFUSALS["insufficient-scope"]);
}
