import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../config/environment.js";
import type { Config } from "../config/load-config.js";
import { type Finding, ok, warning } from "./finding.js";

const NAME = "Google Play";
const SET = "Set GOOGLE_APPLICATION_CREDENTIALS to the JSON key file of a service account, or to a workload identity.";

/** Whose account the commands of `play` would use, as far as this machine tells; nothing where no app is configured. */
export async function googlePlayFindings(
  { apps }: Pick<Config, "apps">,
  { googlePlay, home }: Pick<Environment, "googlePlay" | "home">,
): Promise<readonly Finding[]> {
  const { accessToken, keyFile, apiUrl } = googlePlay;
  if (apps.length === 0) return [];
  const elsewhere =
    apiUrl === null ? [] : [warning(NAME, `asked at ${apiUrl}`, "Unset GOOGLE_PLAY_API_URL to ask Google.")];
  if (accessToken !== null) return [ok(NAME, "GOOGLE_OAUTH_ACCESS_TOKEN, which is not renewed"), ...elsewhere];
  if (keyFile !== null) return [...(await keyFindings(keyFile)), ...elsewhere];
  // Source: https://cloud.google.com/docs/authentication/application-default-credentials
  const known = join(home, ".config", "gcloud", "application_default_credentials.json");
  const isThere = await stat(known).then(
    () => true,
    () => false,
  );
  const found = isThere
    ? await keyFindings(known)
    : [warning(NAME, "no credentials; only a machine of Google Cloud has its own", SET)];
  return [...found, ...elsewhere];
}

async function keyFindings(file: string): Promise<readonly Finding[]> {
  const broken = (found: string): readonly Finding[] => [{ name: NAME, status: "error", found, hint: SET }];
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return broken(`${file} cannot be read`);
  const key = parsed(text);
  if (key === null) return broken(`${file} is no JSON`); // and nothing of it is quoted: it is a secret
  const { type, client_email: email, private_key: secret } = key;
  if (type === "service_account") {
    if (typeof email !== "string" || typeof secret !== "string")
      return broken(`${file} has no client_email and private_key`);
    return [ok(NAME, `${email}, by ${file}`), ...(await openToOthers(file))];
  }
  if (type === "external_account") return [ok(NAME, `a workload identity, by ${file}`)];
  if (type === "authorized_user")
    return [
      warning(NAME, `a person's own login, by ${file}`, "Its token may lack Play's scopes; give a service account."),
    ];
  return broken(`${file} is neither a key of a service account nor a workload identity`);
}

async function openToOthers(file: string): Promise<readonly Finding[]> {
  const { mode } = await stat(file);
  if (process.platform === "win32" || (mode & 0o077) === 0) return [];
  return [warning(NAME, `others on this machine can read ${file}`, `Let nobody else read it: chmod 600 ${file}`)];
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
