import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, gitText, history } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorDocument, receiptDocument } from "./support/documents.js";
import { notesFindings, publishPlan } from "./support/notes-documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";

const PAGE = "---\ntitle: 'Notes for 2021'\n---\n\n## Friday 9th July\n### API (v5.17.0)\n-Faster visits";
let folder: string;
let page: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "notes-publish-"));
  page = join(folder, "item.md");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const cli = (...args: string[]): Promise<CliAnswer> => signalbox(args, { cwd: folder });
const publish = (...args: string[]): Promise<CliAnswer> =>
  cli("notes", "publish", "--page", "item.md", "--week", "2021-07-05", "--environment", "Production", ...args);

describe("notes publish on a plain file", () => {
  it("shows what it would write, writes it, and is then done", async () => {
    await writeFile(page, PAGE);
    const entries = ["--component", "API (v5.17.0)", "--entry", "Fewer *alerts*", "--entry", "Faster visits"];
    const dry = await publish(...entries, "--dry-run", "--json", "--detailed-exitcode");
    const plan = publishPlan.parse(dry.json());
    expect([dry.code, plan.kind, plan.actions.length]).toEqual([10, "publish-notes", 1]);
    expect((await publish(...entries, "--dry-run")).stdout).toMatch(/Production[^]*\+ API 5\.17\.0: Fewer \*alerts\*/);
    expect(await readFile(page, "utf8")).toBe(PAGE);

    const done = await publish(...entries, "--yes", "--json");
    expect(receiptDocument.parse(done.json()).applied).toMatchObject([
      { outcome: "done", result: { week: "2021-07-09" } },
    ]);
    expect(await readFile(page, "utf8")).toBe(`${PAGE}\n- Fewer *alerts*`);
    const again = publishPlan.parse((await publish(...entries, "--dry-run", "--json")).json());
    expect(again.actions).toEqual([]);
  });

  it("says what is wrong with the command line or the page", async () => {
    await writeFile(page, PAGE);
    const { code, json } = await publish("--entry", "x", "--json");
    expect([code, errorDocument.parse(json()).error.code]).toEqual([2, "ERR_USAGE"]);
    expect((await publish("--component", "API", "--entry", "x", "--page", "never.md", "--yes")).code).toBe(4);
    const checked = await cli("notes", "check", "--page", "item.md", "--json");
    expect([checked.code, notesFindings.parse(checked.json()).findings.map(({ code: found }) => found)]).toEqual([
      4,
      ["bullet-without-blank"],
    ]);
  });
});

describe("notes publish on the docs repository of the configuration", () => {
  it("carries what was tested to Production, by one commit", async () => {
    const docs = await createBareRepository(folder, "acme/docs", { defaultBranch: "master" });
    const told = history({ seed: 7, endAt: new Date("2021-07-09T09:00:00Z") });
    const tested =
      "---\ntitle: 'Notes for 2021'\n---\n\n## Week of 5 July\n\n### Testing\n\n#### Camera\n\n- Sleeps longer\n";
    told.commit("master", {
      subject: "(Grav GitSync) Automatic Commit",
      daysAgo: 3,
      files: { "notes-2021.md": tested },
    });
    await told.write(docs);
    await writeFile(
      join(folder, "signalbox.config.json"),
      JSON.stringify({
        identity: { name: "Release Train", email: "train@example.org" },
        notes: {
          pages: { repository: docs, files: [{ path: "notes-{year}.md" }] },
          groups: { Camera: ["modemd"] },
        },
      }),
    );
    const args = ["--week", "2021-07-13", "--environment", "Production", "--promoted", "modemd=1.2.0"];
    const { code, stderr } = await cli("notes", "publish", ...args, "--yes");
    expect([code, stderr]).toEqual([0, expect.stringContaining("Sleeps longer")]);
    expect(await gitText(docs, ["show", "master:notes-2021.md"])).toContain(
      "## Week of 12 July\n\n### Production\n\n#### Camera\n\n- Sleeps longer\n\n## Week of 5 July",
    );
    expect(await gitText(docs, ["log", "-1", "--format=%an", "master"])).toBe("Release Train");

    // The pins say that another version came two weeks later, and nothing else did; of Testing nobody knows.
    const saltops = await createBareRepository(folder, "acme/saltops", { defaultBranch: "prod" });
    const moved = history({ seed: 8, endAt: new Date("2021-07-27T09:00:00Z") });
    const pins = (version: string) => ({ "pi/modemd.sls": `modemd:\n  version: "${version}"\n` });
    moved.commit("prod", { daysAgo: 40, files: pins("1.1.0") });
    moved.commit("prod", { daysAgo: 0, files: pins("1.3.0") });
    await moved.write(saltops);
    const config = JSON.parse(await readFile(join(folder, "signalbox.config.json"), "utf8")) as object;
    const environments = [{ name: "prod", branch: "prod" }];
    await writeFile(
      join(folder, "signalbox.config.json"),
      JSON.stringify({ ...config, configuration: saltops, environments }),
    );
    const checked = await cli("notes", "check", "--since", "2021-07-01", "--json");
    const { page: none, findings } = notesFindings.parse(checked.json());
    expect([checked.code, none]).toEqual([4, null]);
    expect(findings.map(({ code: found, message }) => `${found}: ${message}`)).toEqual([
      expect.stringContaining("promotion-without-note: modemd 1.3.0 went to Production on 2021-07-27"),
      expect.stringContaining("note-without-promotion: A note of 2021-07-12 tells of Camera in Production"),
    ]);
  });
});
