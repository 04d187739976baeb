import { expect, onTestFinished } from "vitest";
import { bundleBeginning, type Play, type PlayOptions, startPlay } from "../../src/play/index.js";

export const APP = "org.example.field";

/** `ci` publishes everywhere, `tester` to testing tracks, `reader` reads and sees vitals, `outsider` has no rights. */
const ACCOUNTS: PlayOptions["accounts"] = [
  { email: "ci@play.test", token: "ci", rights: { [APP]: "production" } },
  { email: "other@play.test", token: "other", rights: { [APP]: "production" } },
  { email: "tester@play.test", token: "tester", rights: { [APP]: "testing" } },
  { email: "reader@play.test", token: "reader", rights: { [APP]: "read" }, vitals: [APP] },
  { email: "outsider@play.test", token: "outsider" },
  { email: "narrow@play.test", token: "narrow", rights: { [APP]: "production" }, vitals: [APP], scopes: [] },
];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

export interface Served {
  readonly play: Play;
  readonly base: string;
  /** As `ci`, below the app: `/edits`. */
  ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  /** Opens an edit and gives its path. */
  edit(token?: string): Promise<string>;
}

/** A fake with one app, which has 7 in production and 8 in beta; at the end of the test it has no violations. */
export async function servePlay(options: Partial<PlayOptions> = {}, violations: unknown = []): Promise<Served> {
  const tracks = {
    production: [{ name: "1.7", versionCodes: ["7"] }],
    beta: [{ name: "1.8", versionCodes: ["8"], releaseNotes: [{ language: "en-GB", text: "Faster" }] }],
  };
  const play = await startPlay({ apps: [{ packageName: APP, tracks }], accounts: ACCOUNTS, ...options });
  onTestFinished(async () => {
    await play.close();
    expect(play.violations).toEqual(violations);
  });
  const base = `/androidpublisher/v3/applications/${APP}`;
  const ask: Served["ask"] = async (method, path, body, token = "ci") => {
    const url = path.startsWith("http") ? path : `${play.url}${path.startsWith("/edits") ? base : ""}${path}`;
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  return {
    play,
    base,
    ask,
    edit: async (token) => `/edits/${(await ask("POST", "/edits", undefined, token)).body.id}`,
  };
}

/** A bundle, and `size` bytes after its beginning. */
export const bundle = (versionCode: number, { packageName = APP, size = 0, debuggable = false } = {}): Buffer =>
  Buffer.concat([bundleBeginning({ packageName, versionCode, debuggable }), Buffer.alloc(size, 1)]);
