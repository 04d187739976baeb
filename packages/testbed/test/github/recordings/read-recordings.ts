import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One request to api.github.com as it was recorded by `@octokit/fixtures`, and its answer. */
export interface Recorded {
  readonly scenario: string;
  /** `<scenario> <method> <path>`, where the repository is `~`. */
  readonly name: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or the text of a file. */
  readonly body: unknown;
  readonly status: number;
  /** JSON; bytes where GitHub sent something else. */
  readonly answer: unknown;
}

interface Fixture {
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  /** JSON, or text. */
  readonly response: unknown;
  readonly rawHeaders: readonly string[];
  readonly reqheaders: Readonly<Record<string, string | number>>;
}

/** The recordings as GitHub sent them: those beside them have their ids and times evened out. */
const FILE = "raw-fixture.json";

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve("@octokit/fixtures/package.json")), "scenarios/api.github.com");

/** Every scenario, in the order of its requests. */
export const readRecordings = (): readonly Recorded[] =>
  readdirSync(folder).flatMap((scenario) =>
    (JSON.parse(readFileSync(join(folder, scenario, FILE), "utf8")) as Fixture[]).map((fixture) =>
      recordedOf(scenario, fixture),
    ),
  );

function recordedOf(scenario: string, { scope, path, status, reqheaders, ...fixture }: Fixture): Recorded {
  const method = fixture.method.toUpperCase();
  const at = path
    .replace(/\?.*/, "")
    .replace(/(^|\/repos)\/octokit-fixture-org\/[\w-]+/, "$1/~")
    .replace(/\/\d{6,}(?=\/|$)/g, "/0")
    .replace(/\/[0-9a-f]{40}/, "/<sha>");
  const { authorization = "", accept = "", "content-type": type } = reqheaders;
  return {
    scenario,
    name: `${scenario} ${method} ${at}`,
    method,
    url: new URL(path, scope),
    headers: {
      authorization: String(authorization),
      accept: String(accept),
      ...(type === undefined ? {} : { "content-type": String(type) }),
    },
    body: fixture.body === "" ? undefined : fixture.body,
    status,
    answer: answerOf(fixture),
  };
}

function answerOf({ response, rawHeaders }: Pick<Fixture, "response" | "rawHeaders">): unknown {
  if (response === "") return undefined;
  const type = rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === "content-type") + 1] ?? "";
  return type.startsWith("application/json") ? response : Buffer.from(String(response));
}
