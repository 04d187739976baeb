import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runDocument, runsDocument } from "./support/documents.js";
import { type KillingProxy, killingProxy } from "./support/killing-proxy.js";
import { androidTrain } from "./support/play-train.js";
import { AVNI, FLAVOURS, type ServedPlay, servePlay } from "./support/serve-play.js";
import { signalbox } from "./support/run-cli.js";

/**
 * The train uploads one app to beta, soaks for no time, and promotes. Killed is the process that sends the request, before
 * Play hears of it and after Play has answered: with `EXHAUSTIVE=1` at every request, else where something is sent, put or committed.
 */
const IS_EXHAUSTIVE = process.env["EXHAUSTIVE"] === "1";
const PRELOAD = pathToFileURL(createRequire(import.meta.url).resolve("@signalbox/testbed/crash-at")).href;

let served: ServedPlay;
let proxy: KillingProxy;
beforeAll(async () => {
  served = await servePlay();
  proxy = await killingProxy(served.play.url);
  served.url = proxy.url;
  const { steps, ...train } = androidTrain(0, [FLAVOURS[0]]) as { steps: { id: string; needs?: string[] }[] };
  const unattended = steps.filter(({ id }) => id !== "feedback");
  await served.configure({
    trains: {
      android: {
        ...train,
        steps: unattended.map((step) => (step.id === "promote" ? { ...step, needs: ["soak"] } : step)),
      },
    },
  });
});
afterAll(async () => {
  await proxy.close();
  await served.close();
});

/** Before the release: one build in production, none of ours anywhere, no run. */
async function begin(death: Parameters<KillingProxy["begin"]>[0]): Promise<void> {
  const { state, console: playConsole } = served.play;
  const app = state.app(AVNI);
  playConsole.setReleases(AVNI, "beta", [{ name: "16.11.0", versionCodes: ["8549708"] }]);
  playConsole.setReleases(AVNI, "production", [{ name: "16.11.0", versionCodes: ["8549708"] }]);
  app.library.splice(0, app.library.length, ...app.library.filter(({ versionCode }) => versionCode < 8_549_808));
  app.commits = 0;
  served.play.clearRequests();
  for (const name of [".signalbox", "told.txt"]) await rm(join(served.folder, name), { recursive: true, force: true });
  proxy.begin(death);
}

const drive = (line: string): ReturnType<ServedPlay["cli"]> => served.cli(line, (child) => (proxy.victim = child));

/** Goes on as an operator would who only knows what the program says. */
async function finish(): Promise<void> {
  let said = "";
  for (let turn = 0; turn < 8; turn++) {
    const listed = await served.cli("runs --json");
    if (listed.code !== 0)
      throw new Error(`The runs cannot be listed: ${listed.code ?? listed.signal} ${listed.stderr}`);
    const { runs } = runsDocument.parse(listed.json());
    if (runs[0]?.status === "finished") return;
    const answer = await drive(runs.length === 0 ? "run android --yes --json" : "resume --json");
    said = `${answer.code ?? answer.signal}: ${answer.stdout} ${answer.stderr}`;
    if (answer.stdout === "") continue;
    const run = runDocument.parse(answer.json());
    if (run.status === "finished") return;
    // It was killed before the `--yes` of its start was written down.
    for (const { step, kind } of run.waits)
      if (kind === "approval") await served.cli(["approve", run.run, step, "--as", "mara"]);
  }
  throw new Error(`The train did not end: ${said}`);
}

function isPublishedOnce(): void {
  const app = served.play.state.app(AVNI);
  for (const track of ["beta", "production"])
    expect([track, app.tracks.get(track)?.map(({ versionCodes }) => versionCodes)]).toEqual([track, [["8549808"]]]);
  expect(app.commits).toBe(2);
  expect([...served.play.state.edits.values()].filter(({ state }) => state === "open")).toEqual([]);
  expect(served.play.violations).toEqual([]);
}

it(
  "publishes one release, once, wherever it is killed between intent and receipt",
  { timeout: 1_800_000 },
  async () => {
    await begin(null);
    await finish();
    isPublishedOnce();
    const asked = served.play.requests.map(({ operation }) => ({ operation: operation ?? "" }));
    const isSampled = ({ operation }: { operation: string }, side: string): boolean =>
      operation === "edits.commit" ||
      (side === "after" && /edits\.(?:bundles\.upload|tracks\.update)$/.test(operation));
    const deaths = asked.flatMap((request, index) =>
      (["before", "after"] as const)
        .filter((side) => IS_EXHAUSTIVE || isSampled(request, side))
        .map((side) => ({ request: index + 1, side })),
    );
    expect(deaths.filter(({ request }) => asked[request - 1]?.operation === "edits.commit")).toHaveLength(4);
    for (const death of deaths) {
      await begin(death);
      await finish();
      try {
        isPublishedOnce();
      } catch (error) {
        throw new Error(`killed ${death.side} request ${death.request}, ${asked[death.request - 1]?.operation}`, {
          cause: error,
        });
      }
    }
  },
);

// A test that is skipped is a failure where nothing may be.
if (IS_EXHAUSTIVE)
  it("and at every sync of its journal", { timeout: 1_800_000 }, async () => {
    for (let sync = 1; ; sync++) {
      await begin(null);
      const env = { GOOGLE_PLAY_API_URL: proxy.url, GOOGLE_OAUTH_ACCESS_TOKEN: "token-of-the-release-account" };
      const killed = await signalbox(["run", "android", "--yes", "--json"], {
        cwd: served.folder,
        env: {
          ...env,
          NODE_OPTIONS: `--import=${PRELOAD}`,
          CRASH_AT: `${sync}:${sync % 2 === 0 ? "before" : "after"}`,
        },
      });
      await finish();
      isPublishedOnce();
      if (killed.signal !== "SIGKILL") break;
    }
  });
