import type { TokenStanding } from "@signalbox/github";
import type { Environment } from "../config/environment.js";
import { type Finding, ok, warning } from "./finding.js";

const SKEW_MS = 30_000;
const SOON_MS = 7 * 24 * 3_600_000;

/** Nobody signed in; git may still have a credential helper. */
export function missingToken({ gitHub, secrets }: Pick<Environment, "gitHub" | "secrets">): Finding {
  const hint =
    gitHub.isEnterprise && secrets.length > 0
      ? `GH_TOKEN and GITHUB_TOKEN are for github.com: for ${gitHub.host} set GH_ENTERPRISE_TOKEN.`
      : "Private repositories then need git's credential helper; or set GH_TOKEN, or run `gh auth login`.";
  return warning("GitHub token", "none", hint);
}

/** What the token is, and what may go wrong with it. Pure. */
export function tokenFindings(
  token: TokenStanding,
  { from, isWorkflow }: { readonly from: string; readonly isWorkflow: boolean },
  now: Date,
): readonly Finding[] {
  return [kindFinding(token, from), ...expiry(token, now), ...ofWorkflow(token, isWorkflow), ...clock(token)];
}

function kindFinding({ kind, login, scopes }: TokenStanding, from: string): Finding {
  const who = login ?? (kind === "installation" ? "an app" : "nobody");
  if (kind === "none")
    return warning(
      "GitHub token",
      `${from}; GitHub says that nobody signed in`,
      "Set GH_TOKEN, or run `gh auth login`.",
    );
  if (scopes === null) return ok("GitHub token", `${from}; for ${who}; GitHub does not list what it may do`);
  const listed = scopes.length === 0 ? "no scopes" : `scopes ${scopes.join(", ")}`;
  if (scopes.includes("repo")) return ok("GitHub token", `${from}; for ${who}; ${listed}`);
  const hint = "Give it the scope `repo`; `public_repo` is enough where all repositories are public.";
  return warning("GitHub token", `${from}; for ${who}; ${listed}`, hint);
}

function expiry({ expiresAt }: TokenStanding, now: Date): readonly Finding[] {
  if (expiresAt === null || Date.parse(expiresAt) - now.getTime() > SOON_MS) return [];
  return [warning("GitHub token", `expires at ${expiresAt}`, "Renew it before a train needs it for longer.")];
}

/** Source: https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow#triggering-a-workflow-from-a-workflow */
function ofWorkflow({ kind }: TokenStanding, isWorkflow: boolean): readonly Finding[] {
  if (kind !== "installation" || !isWorkflow) return [];
  const found = "the workflow's own: what it pushes, tags or opens starts no workflow, so checks never come";
  return [warning("GitHub token", found, "Use the token of an app of yours, or of a person.")];
}

function clock({ skewMs }: TokenStanding): readonly Finding[] {
  if (skewMs === null || Math.abs(skewMs) <= SKEW_MS) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const found = `${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} GitHub's`;
  return [warning("clock", found, "Set this machine's clock (NTP): waits and ages are counted by it.")];
}
