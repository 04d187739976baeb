import { cp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createBareRepository, gitText, history } from "@signalbox/testbed";
import { expect, it } from "vitest";
import { runDocument, runsDocument } from "./support/documents.js";
import { serveWorld } from "./support/serve-world.js";

const PRELOAD = pathToFileURL(createRequire(import.meta.url).resolve("@signalbox/testbed/crash-at")).href;
const STATE = ["remotes", ".signalbox", "cache"];
const YEAR = new Date().getUTCFullYear();
const FRONT = `---\ntitle: 'Release notes for ${YEAR}'\n---\n\nThe latest updates are at the top.\n`;

it("a weekly train tells what went where; killed about the push of the notes, it tells nothing twice", async () => {
  const served = await serveWorld({ components: 2, approvers: ["mara"] });
  try {
    const docs = await createBareRepository(join(served.folder, "remotes"), "docs", { defaultBranch: "master" });
    const told = history({ seed: 7, endAt: new Date() });
    told.commit("master", { subject: "Pages", daysAgo: 9, files: { [`notes-${YEAR}.md`]: FRONT } });
    await told.write(docs);
    const pages = { repository: served.server.urlOf("docs"), files: [{ path: "notes-{year}.md" }] };
    await served.writeConfig({ notes: { pages } });
    const page = (): Promise<string> => gitText(docs, ["show", `master:notes-${YEAR}.md`]);

    const { run, waits } = runDocument.parse((await served.cli("run weekly --yes --as mara --json")).json());
    if (waits.some(({ step }) => step === "plan")) await served.cli(["approve", run, "plan", "--as", "mara"]);
    await served.cli("resume --json");
    await served.cli(["approve", run, "sign-off", "--as", "mara"]);
    await served.cli("resume --json");
    await served.merge("prod");
    const waiting = runDocument.parse((await served.cli("resume --json")).json());
    expect(waiting.waits).toMatchObject([{ step: "test-merged" }]);
    await served.merge("test");

    for (const name of STATE)
      await cp(join(served.folder, name), join(served.folder, "before", name), { recursive: true });
    const counted = join(served.folder, "syncs");
    const env = { NODE_OPTIONS: `--import ${PRELOAD}` };
    const last = await served.cli("resume --json", { env: { ...env, CRASH_COUNT_FILE: counted } });
    expect(runDocument.parse(last.json()).status).toBe("finished");
    const [text, commits] = [await page(), await gitText(docs, ["rev-list", "--count", "master"])];
    expect(text).toMatch(/## Week of [^]*### Testing\n\n#### camera-recorder \(v2\.10\.0\)\n\n- [^]*#### device-api/);

    // From the end: the run, what the report says, and before these the result of the notes, whose push has happened.
    const at = Number(await readFile(counted, "utf8")) - 4;
    for (const name of STATE) {
      await rm(join(served.folder, name), { recursive: true });
      await cp(join(served.folder, "before", name), join(served.folder, name), { recursive: true });
    }
    await served.cli("resume --json", { env: { ...env, CRASH_AT: `${at}:before` } });
    const [open] = runsDocument.parse((await served.cli("runs --json")).json()).runs;
    if (open?.status !== "finished") await served.cli("resume --json");
    expect(runsDocument.parse((await served.cli("runs --json")).json()).runs).toMatchObject([{ status: "finished" }]);
    expect([await page(), await gitText(docs, ["rev-list", "--count", "master"])]).toEqual([text, commits]);
  } finally {
    await served.close();
  }
}, 300_000);
