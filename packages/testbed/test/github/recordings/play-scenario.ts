import { onTestFinished } from "vitest";
import { loadContract } from "../../../src/github/contract/contract.js";
import { type GitHub, startGitHub } from "../../../src/github/index.js";
import { REST_AREAS } from "../../../src/github/rest/areas.js";
import { scratch } from "../../scratch.js";
import type { Recorded } from "./read-recordings.js";
import { shapeDifferences } from "./shape-differences.js";
import { commitFile, type StandIn, STAND_INS } from "./stand-ins.js";
import { type Translation, translation } from "./translation.js";

const SERVED = new Set<string>(REST_AREAS.flatMap((area) => Object.keys(area)));

/** Who recorded, and the repository where a scenario made none. */
const LOGIN = "octokit-fixture-user-a";
const TOKEN = "0000000000000000000000000000000000000001";
const STANDING = "octokit-fixture-org/hello-world";

const README = { name: "README.md", content: "IyBoZWxsby13b3JsZA==", message: "first" };

export interface Played {
  /** Recorded, and answered by the fake. */
  readonly statuses: readonly [number, number];
  /** The words of a refusal, recorded and of the fake. */
  readonly refusals: readonly [unknown, unknown];
  /** From the recorded answer to that of the fake. */
  readonly differences: readonly string[];
}

/** Plays the requests of one scenario on a fake, as far as it serves them: without a write nothing after it holds. */
export async function playScenario(scenario: readonly Recorded[]): Promise<readonly Played[]> {
  const slug = nameOf(scenario[0]?.answer) ?? STANDING;
  const gitHub = await startGitHub({
    root: await scratch(),
    repositories: [{ slug, defaultBranch: "main" }],
    users: [{ login: LOGIN, token: TOKEN, permissions: { [slug]: "admin" } }],
  });
  onTestFinished(() => gitHub.close());
  if (slug === STANDING) await commitFile(gitHub.state.repositories[0]?.path ?? "", README);
  const names = translation();
  const played: Played[] = [];
  for (const recorded of scenario) {
    const standIn = STAND_INS.find(({ request }) => request.test(`${recorded.method} ${recorded.url.pathname}`));
    const method = await (standIn === undefined ? methodOf(recorded) : standFor(standIn, gitHub, recorded, names));
    if (method === "end") break;
    if (method === "skip") continue;
    const { status, answer } = await send(gitHub, { ...recorded, method }, names);
    names.learn(recorded.answer, answer);
    played.push({
      statuses: [recorded.status, status],
      refusals: [refusalOf(recorded.answer), refusalOf(answer)],
      differences: shapeDifferences(recorded.answer, answer),
    });
  }
  if (gitHub.violations.length > 0) throw new Error(gitHub.violations.join("\n"));
  return played;
}

function refusalOf(answer: unknown): unknown {
  const { message, errors } = (answer ?? {}) as { message?: unknown; errors?: unknown };
  return { message, errors };
}

const ifAny = (bytes: Buffer): Buffer | undefined => (bytes.length === 0 ? undefined : bytes);

const nameOf = (answer: unknown): string | undefined => (answer as { full_name?: string } | undefined)?.full_name;

async function methodOf({ method, url }: Recorded): Promise<string> {
  const path = url.pathname.replace(/^\/repositories\/\d+/, "/repos/by/number");
  const route = (await loadContract()).match(method, path);
  if (route !== null && SERVED.has(route.operation.operationId)) return method;
  return method === "GET" ? "skip" : "end";
}

async function standFor(standIn: StandIn, gitHub: GitHub, recorded: Recorded, names: Translation): Promise<string> {
  const { made, look = false } = await standIn.play(gitHub, recorded);
  names.learn(recorded.answer, made);
  return look ? "GET" : "skip";
}

async function send(
  { host }: GitHub,
  { method, url, headers, body }: Recorded,
  names: Translation,
): Promise<{ status: number; answer: unknown }> {
  const base = url.hostname.startsWith("uploads.") ? host.urls.uploads : host.urls.api;
  const path = url.pathname.split("/").map(names.apply).join("/");
  const sent = typeof body === "string" ? body : JSON.stringify(names.apply(body));
  const response = await fetch(`${base}${path}${url.search}`, {
    method,
    headers,
    redirect: "manual",
    ...(method === "GET" || body === undefined ? {} : { body: sent }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  return { status: response.status, answer: isJson ? (JSON.parse(bytes.toString()) as unknown) : ifAny(bytes) };
}
