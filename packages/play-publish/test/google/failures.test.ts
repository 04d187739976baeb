import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { REFUSALS, type RefusalName, refusalBody } from "@signalbox/testbed/play";
import { expect, test } from "vitest";
import { connectGoogle, signInToGoogle } from "../../src/google.js";
import { failureOf, failureOfThrown } from "../../src/google/failures/google-failure.js";
import { playFailed, rowOf } from "../../src/google/failures/translate.js";
import { FAILURE_TABLE } from "../../src/google/failures/failure-table.js";
import { APP, scratch, serve } from "./serve.js";

const CODES: Readonly<Record<RefusalName, string>> = {
  unauthenticated: "ERR_PLAY_AUTH_REFUSED",
  "no-permission": "ERR_PLAY_ACCESS_DENIED",
  "insufficient-permission": "ERR_PLAY_ACCESS_DENIED",
  "insufficient-scope": "ERR_PLAY_SCOPE_MISSING",
  "api-disabled": "ERR_PLAY_API_DISABLED",
  "app-unknown": "ERR_PLAY_APP_UNKNOWN",
  "track-unknown": "ERR_PLAY_TRACK_UNKNOWN",
  "edit-unknown": "ERR_PLAY_EDIT_GONE",
  "edit-deleted": "ERR_PLAY_EDIT_GONE",
  "edit-deleted-410": "ERR_PLAY_EDIT_GONE",
  "edit-expired": "ERR_PLAY_EDIT_GONE",
  "edit-committed": "ERR_PLAY_EDIT_GONE",
  "code-used": "ERR_PLAY_CODE_USED",
  "code-used-bundle": "ERR_PLAY_CODE_USED",
  "code-used-published": "ERR_PLAY_CODE_USED",
  "code-used-conflict": "ERR_PLAY_CODE_USED",
  "code-used-notification": "ERR_PLAY_CODE_USED",
  "no-upgrade-path": "ERR_PLAY_NOT_UPGRADABLE",
  "not-upgradable": "ERR_PLAY_NOT_UPGRADABLE",
  "not-a-zip": "ERR_PLAY_FILE_REFUSED",
  "not-a-bundle": "ERR_PLAY_FILE_REFUSED",
  "wrong-package": "ERR_PLAY_PACKAGE_WRONG",
  "wrong-key": "ERR_PLAY_SIGNER_WRONG",
  debuggable: "ERR_PLAY_DEBUGGABLE",
  "still-processing": "ERR_PLAY_STILL_PROCESSING",
  "notes-too-long": "ERR_PLAY_NOTES_TOO_LONG",
  "language-unknown": "ERR_PLAY_LOCALE_UNKNOWN",
  "draft-app": "ERR_PLAY_DRAFT_APP",
  "draft-app-older": "ERR_PLAY_DRAFT_APP",
  "one-completed": "ERR_PLAY_RELEASE_REFUSED",
  "fraction-too-high": "ERR_PLAY_RELEASE_REFUSED",
  "fraction-missing": "ERR_PLAY_RELEASE_REFUSED",
  "fraction-lowered": "ERR_PLAY_RELEASE_REFUSED",
  "first-staged": "ERR_PLAY_RELEASE_REFUSED",
  "code-unknown": "ERR_PLAY_RELEASE_REFUSED",
  "priority-fixed": "ERR_PLAY_RELEASE_REFUSED",
  "countries-not-here": "ERR_PLAY_RELEASE_REFUSED",
  "review-running": "ERR_PLAY_REVIEW_RUNNING",
  "review-running-older": "ERR_PLAY_REVIEW_RUNNING",
  "review-by-hand": "ERR_PLAY_REVIEW_BY_HAND",
  "review-automatic": "ERR_PLAY_REVIEW_AUTOMATIC",
  "declaration-missing": "ERR_PLAY_DECLARATION_MISSING",
  "policy-target-level": "ERR_PLAY_POLICY",
  concurrent: "ERR_PLAY_BUSY",
  quota: "ERR_PLAY_QUOTA",
  "quota-older": "ERR_PLAY_QUOTA",
  internal: "ERR_PLAY_UNAVAILABLE",
  unavailable: "ERR_PLAY_UNAVAILABLE",
  "session-gone": "ERR_PLAY_REQUEST_REFUSED",
  "session-gone-410": "ERR_PLAY_REQUEST_REFUSED",
  invalid: "ERR_PLAY_REQUEST_REFUSED",
};

const RETRYABLE = new Set([
  "ERR_PLAY_EDIT_GONE",
  "ERR_PLAY_REVIEW_RUNNING",
  "ERR_PLAY_STILL_PROCESSING",
  "ERR_PLAY_BUSY",
  "ERR_PLAY_QUOTA",
  "ERR_PLAY_UNAVAILABLE",
  "ERR_PLAY_UNREACHABLE",
]);

test("every shape that Play answers has its code, whoever sends the request", async () => {
  const { play, connect } = await serve();
  const { edits, vitals } = connect();
  const caught = (failing: Promise<unknown>) => failing.catch((error: unknown) => error);
  for (const [name, code] of Object.entries(CODES) as [RefusalName, string][]) {
    play.setFaults([{ match: /edits\.insert|vitals/, kind: name, times: Infinity }]);
    const errors: any[] = [await caught(edits.open(APP)), await caught(vitals.freshestDay(APP, "crash"))];
    for (const error of errors) {
      expect([error.code, error.retryable], name).toEqual([code, RETRYABLE.has(code)]);
      expect(error.message, name).toContain(REFUSALS[name].message);
      expect(error.hint.length, name).toBeGreaterThan(20);
    }
  }
});

test("what no answer says: a proxy, a lost connection, credentials that Google refuses", async () => {
  const { play, connect, waits } = await serve();
  const { edits } = connect();
  play.setFaults([{ match: "edits.insert", kind: "page", times: Infinity }]);
  await expect(edits.open(APP)).rejects.toMatchObject({ code: "ERR_PLAY_UNAVAILABLE", retryable: true });
  expect(waits).toEqual([1000, 2000, 4000]);
  play.setFaults([{ match: "edits.insert", kind: "drop", times: Infinity }]);
  await expect(edits.open(APP)).rejects.toMatchObject({ code: "ERR_PLAY_UNREACHABLE", retryable: true });
  const oauth = { response: { status: 400, data: { error: "invalid_grant", error_description: "Invalid JWT: iat" } } };
  expect(playFailed("token", failureOfThrown(oauth))).toMatchObject({ code: "ERR_PLAY_AUTH_REFUSED" });
});

test.each([
  ["none", null],
  ["no JSON", "nothing"],
  ["no key", "{}"],
  ["a key that is none", JSON.stringify({ type: "service_account", client_email: "a@b.test", private_key: "x" })],
  ["no address", JSON.stringify({ type: "service_account", private_key: "x" })],
  ["empty", ""],
  ["half of one", '{"type":"service_account","private_key":"PRIVATE'],
  ["a name of no kind that Google reads", "nothing", "key.txt"],
  ["broken in the middle", '{"private_key":"PRIVATE" PRIVATE PRIVATE}'],
])("a key file: %s", async (_, content, name = "key.json") => {
  const { play, waits } = await serve();
  const folder = await scratch();
  const keyFile = join(folder, name);
  if (content !== null) await writeFile(keyFile, content);
  const ports = connectGoogle({ ...signInToGoogle({ keyFile }), rootUrl: play.url, sessionFolder: folder });
  const error: any = await ports.edits.open(APP).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "ERR_PLAY_CREDENTIALS", retryable: false });
  expect([error.message, error.stack, JSON.stringify(error.details), error.cause?.stack].join()).not.toMatch(
    /PRIVATE|\(Play: /,
  );
  expect([play.requests, waits]).toEqual([[], []]);
});

test("every row can be reached", () => {
  const played = Object.values(REFUSALS).map((fields) => rowOf(failureOf(fields.status, refusalBody(fields), null)));
  const others = [
    failureOf(429, "", null),
    failureOf(401, { error: "invalid_grant" }, null),
    failureOfThrown(new Error("socket hang up")),
    failureOfThrown(new Error("private_key and client_email are required.")),
  ].map(rowOf);
  const reached = new Set([...played, ...others]);
  expect(FAILURE_TABLE.filter((row) => !reached.has(row)).map(({ code, says }) => `${code}: ${says}`)).toEqual([]);
});

test("an error keeps no token", async () => {
  const { play, connect } = await serve({
    accounts: [{ email: "ci@play.test", token: "ya29.secret-secret-secret", rights: { [APP]: "production" } }],
  });
  play.setFaults([{ match: "edits.insert", kind: "invalid" }]);
  const error: any = await connect("ya29.secret-secret-secret")
    .edits.open(APP)
    .catch((reason: unknown) => reason);
  expect(error.code).toBe("ERR_PLAY_REQUEST_REFUSED");
  const seen = [
    error.message,
    JSON.stringify(error.details),
    error.stack,
    String(error.cause?.stack),
    JSON.stringify(error.cause),
  ];
  expect(seen.join("\n")).not.toContain("secret-secret");
});
