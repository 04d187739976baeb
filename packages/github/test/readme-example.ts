import { accessOn, checksOn, mayWrite } from "../src/index.js";
import { gitHubClient } from "../src/octokit.js";

export async function ready(token: string): Promise<boolean> {
  const client = gitHubClient({ token, userAgent: "acme-release/1.0" }); // or an Octokit that you have
  const access = accessOn(client);

  const standing = await access.readRepository("acme/api");
  if (standing === null) throw new Error("no such repository, or the token may not see it");
  const may = mayWrite(await access.readToken(), standing); // null: GitHub does not say
  const protection = await access.readProtection("acme/api", "prod");
  const head = await checksOn(client).listChecks("acme/api", { branch: "prod" });

  return may !== false && protection?.status === "present" && (head?.checks.length ?? 0) > 0;
}
