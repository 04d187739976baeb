import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { googlePlayFindings } from "../../src/doctor/google-play.js";

let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), "doctor-"))));
afterEach(() => rm(home, { recursive: true }));

const apps = [{ name: "generic", package: "com.openchsclient" }];
const look = (given: { accessToken?: string; keyFile?: string; apiUrl?: string } = {}, some = apps) =>
  googlePlayFindings(
    { apps: some },
    { home, googlePlay: { accessToken: null, keyFile: null, apiUrl: null, ...given } },
  );
async function key(content: string, mode = 0o600, name = "key.json"): Promise<string> {
  const file = join(home, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, mode);
  return file;
}
const ACCOUNT = { type: "service_account", client_email: "ci@avni.iam.gserviceaccount.test", private_key: "SECRET" };

it("says nothing where there is no app", async () => {
  expect(await look({}, [])).toEqual([]);
});

it("names the account, and never the secret", async () => {
  const file = await key(JSON.stringify(ACCOUNT));
  expect(await look({ keyFile: file })).toMatchObject([{ status: "ok", found: `${ACCOUNT.client_email}, by ${file}` }]);
  expect(await look({ accessToken: "ya29.SECRET", keyFile: file })).toMatchObject([
    { status: "ok", found: "GOOGLE_OAUTH_ACCESS_TOKEN, which is not renewed" },
  ]);
  await chmod(file, 0o644);
  const open = await look({ keyFile: file });
  expect(open.map(({ status }) => status)).toEqual(["ok", "warning"]);
  expect(JSON.stringify(open)).not.toContain("SECRET");
});

it.each([
  ["{", "is no JSON"],
  ['{"private_key":"SECRET" x}', "is no JSON"],
  ["{}", "is neither a key"],
  ['{"type":"service_account"}', "has no client_email"],
])("says what is wrong with a key file: %s", async (content, found) => {
  const findings = await look({ keyFile: await key(content) });
  expect(findings).toMatchObject([{ status: "error", found: expect.stringContaining(found) as string }]);
  expect(JSON.stringify(findings)).not.toContain("SECRET");
});

it("says what is missing, and where it would look", async () => {
  expect(await look({ keyFile: join(home, "none.json") })).toMatchObject([{ status: "error" }]);
  expect(await look()).toMatchObject([
    { status: "warning", hint: expect.stringContaining("GOOGLE_APPLICATION_CREDENTIALS") as string },
  ]);
  await key(JSON.stringify({ type: "external_account" }), 0o644, ".config/gcloud/application_default_credentials.json");
  expect(await look({ apiUrl: "http://127.0.0.1:8080" })).toMatchObject([
    { status: "ok", found: expect.stringContaining("workload identity") as string },
    { status: "warning", found: "asked at http://127.0.0.1:8080" },
  ]);
});
