import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { matchesText } from "../git-server/faults.js";
import { ANSWERS, notFound, Refusal } from "./answers.js";
import { end, run, stateOf, type TravisPush } from "./builds.js";
import { type Operation, type OperationName, OPERATIONS, problemsOf } from "./contract.js";
import { travisState } from "./state.js";

export interface TravisOptions {
  /** `owner/name` of those that are active. */
  readonly repositories: readonly string[];
  /** Tokens that may do all. Who has none, or another, reads nothing. */
  readonly tokens: readonly string[];
  readonly now?: () => Date;
}

/** What the next requests meet, once each. */
export interface TravisFault {
  /** Looked for in `<METHOD> <path and query>`. */
  readonly match: RegExp | string;
  /** `drop`: the connection ends before anything has happened; `lost`: it happened, and nobody is told. */
  readonly kind: "429" | "500" | "drop" | "lost";
}

/** A Travis on loopback: version 3 of its interface. */
export interface Travis {
  readonly url: string;
  /** What was asked or answered that Travis would never take or say. Empty at the end of every suite. */
  readonly violations: readonly string[];
  /** `<METHOD> <path and query>`, oldest first. */
  readonly requests: readonly string[];
  /** A build of a push, run as far as it goes; gives back its id. */
  push(slug: string, push: TravisPush): number;
  /** Ends the jobs of a build that still run. */
  end(buildId: number, how: "passed" | "failed" | "canceled"): void;
  setFaults(faults: readonly TravisFault[]): void;
  close(): Promise<void>;
}

/** Starts it. All it knows is in memory. */
export async function startTravis({ repositories, tokens, now = () => new Date() }: TravisOptions): Promise<Travis> {
  const state = travisState(repositories, now);
  const violations: string[] = [];
  const requests: string[] = [];
  let faults: TravisFault[] = [];

  const answer = (incoming: IncomingMessage, body: string): { readonly status: number; readonly body: unknown } => {
    const { method = "GET", url = "/", headers } = incoming;
    if (headers["travis-api-version"] !== "3") violations.push(`${method} ${url}: not version 3`);
    const token = /^token (.+)$/.exec(headers.authorization ?? "")?.[1];
    if (token === undefined || !tokens.includes(token)) throw new Refusal(403, "wrong_credentials", "access denied");
    const target = new URL(url, "http://travis.test");
    const { name, operation, of } = operationOf(method, target.pathname);
    const asked = askedWrongly(operation, target, body);
    if (asked.length > 0) {
      violations.push(`${name} was asked wrongly: ${asked.join("; ")}`);
      throw new Refusal(400, "wrong_params", "wrong parameters");
    }
    const given = ANSWERS[name]({ state, of, url: target, body: body === "" ? undefined : JSON.parse(body) });
    const wrong = problemsOf(operation.answer, given);
    if (wrong.length > 0) violations.push(`${name} answered wrongly: ${wrong.slice(0, 5).join("; ")}`);
    return { status: operation.status, body: given };
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const line = `${incoming.method} ${incoming.url}`;
    requests.push(line);
    const fault = faults.find(({ match }) => matchesText(match, line));
    faults = faults.filter((each) => each !== fault);
    if (fault?.kind === "drop") return void response.destroy();
    if (fault?.kind === "429") return void response.writeHead(429, { "retry-after": "1" }).end("Retry later\n");
    if (fault?.kind === "500") return void response.writeHead(500).end("<h1>Sorry</h1>");
    const { status, body } = replyOf(() => answer(incoming, Buffer.concat(chunks).toString()));
    if (fault?.kind === "lost") return void response.destroy();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    violations,
    requests,
    push: (slug, push) => state.add(slug, push).id,
    end: (buildId, how) => {
      const build = state.build(buildId);
      if (build === undefined || stateOf(build.jobs) !== "started") throw new Error(`build ${buildId} does not run`);
      for (const job of build.jobs) if (job.state === "started") end(job, how, now());
      run(build, now);
    },
    setFaults: (next) => {
      faults = [...next];
    },
    close: async () => {
      const closed = new Promise((over) => server.close(over));
      server.closeAllConnections();
      await closed;
    },
  };
}

function operationOf(method: string, path: string) {
  for (const [name, operation] of Object.entries(OPERATIONS) as [OperationName, Operation][]) {
    const [, of] = (operation.method === method ? operation.path.exec(path) : null) ?? [];
    if (of !== undefined) return { name, operation, of: decodeURIComponent(of) };
  }
  throw notFound("resource");
}

function askedWrongly({ query, body: shape }: Operation, url: URL, body: string): readonly string[] {
  const unknown = [...url.searchParams.keys()].filter((name) => !query.includes(name));
  const problems = shape === null ? (body === "" ? [] : ["a body is not taken"]) : problemsOf(shape, JSON.parse(body));
  return [...unknown.map((name) => `the query ${name} is not taken`), ...problems];
}

function replyOf(answer: () => { readonly status: number; readonly body: unknown }) {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, type, message } = error;
    return { status, body: { "@type": "error", error_type: type, error_message: message } };
  }
}
