import { Socket } from "node:net";
import { Readable } from "node:stream";
import { androidpublisher } from "@googleapis/androidpublisher";
import { OAuth2Client } from "google-auth-library";
import { expect, onTestFinished, test, vi } from "vitest";
import { APP, bundleFile, serve } from "./serve.js";

/** Lets connections to this machine through, and keeps the name of every other host. */
function hostGuard(): string[] {
  const foreign: string[] = [];
  const connect = Socket.prototype.connect;
  const spy = vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...args: any[]) {
    const [first] = args.flat(2);
    const host = String(first?.host ?? "127.0.0.1");
    if (host === "127.0.0.1") return Reflect.apply(connect, this, args) as Socket;
    foreign.push(host);
    process.nextTick(() => this.destroy(new Error(`a test would reach ${host}`))); // once somebody listens
    return this;
  });
  onTestFinished(() => spy.mockRestore());
  return foreign;
}

test("no request of the adapter leaves the machine, uploads and vitals included", async () => {
  const { play, connect } = await serve();
  const foreign = hostGuard();
  const { releases, edits, tracks, uploads, vitals } = connect();
  await releases.listReleases(APP, "beta");
  const edit = await edits.open(APP);
  const file = await bundleFile(9, 4096);
  await uploads.upload(edit, file);
  await uploads.uploadSymbols(edit, { kind: "nativeCode", path: file.path, versionCode: 9 });
  await tracks.listTracks(edit);
  await edits.commit(edit, {});
  await vitals.freshestDay(APP, "crash");
  expect(foreign).toEqual([]);
  expect(play.requests.length).toBeGreaterThan(8);
});

test("the client's own upload would leave it, although it was given another root", async () => {
  const { play } = await serve();
  const foreign = hostGuard();
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: "ci" });
  const client = androidpublisher({ version: "v3", auth, rootUrl: `${play.url}/` });
  const { data } = await client.edits.insert({ packageName: APP });
  const upload = client.edits.bundles.upload(
    { packageName: APP, editId: data.id ?? "", media: { body: Readable.from(["x"]) } },
    { retry: false },
  );
  await expect(upload).rejects.toThrow();
  expect(foreign).toContain("androidpublisher.googleapis.com");
});
