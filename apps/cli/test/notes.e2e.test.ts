import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitEmpty, createBareRepository, gitText } from "@signalbox/testbed";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorDocument } from "./support/documents.js";
import { notesDocument, notesFindings } from "./support/notes-documents.js";
import { type CliAnswer, signalbox } from "./support/run-cli.js";

let folder: string;
let api: string;

const SUBJECTS: readonly (readonly [subject: string, tag?: string])[] = [
  ["feat: first things", "v1.0.0"],
  ["fix: keep *stars* and <b>tags</b> of @team as they are"],
  ["feat(sync): upload in the background (#12)", "v1.1.0"],
  ["chore: bump"],
  ["Add a map"],
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "notes-"));
  api = await createBareRepository(folder, "acme/api", { defaultBranch: "main" });
  for (const [subject, tag] of SUBJECTS) {
    const commit = await commitEmpty(api, "main", subject);
    if (tag !== undefined) await gitText(api, ["tag", tag, commit]);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const cli = (...args: string[]): Promise<CliAnswer> => signalbox(args, { cwd: folder });

describe("notes render", () => {
  it("writes the text of one release for GitHub, where nobody is called and nothing is markup", async () => {
    const { code, stdout } = await cli("notes", "render", "--for", "github", "--release", "1.1.0", "-R", api);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^## Features\n\n- \*\*sync:\*\* [Uu]pload in the background/);
    expect(stdout).toMatch(/^## Fixes\n\n- [Kk]eep \\\*stars\\\* and &lt;b>tags&lt;\/b> of @&#8203;team as they are$/m);
  });

  it("writes a range as a changelog, and says what became of each commit", async () => {
    const { code, stdout, stderr } = await cli("notes", "render", "--from", "v1.0.0", "-R", api);
    expect([code, stdout.match(/^## .*$/gm)]).toEqual([0, ["## Unreleased", expect.stringMatching(/^## v1\.1\.0 \(/)]]);
    expect(stderr).toBe("api: 3 of 4 commits are told of; hidden: 1 type-chore.\n");
  });

  it("answers scripts with the document, whose own output is an input again", async () => {
    const answer = await cli("notes", "render", "-R", api, "--json");
    const document = notesDocument.parse(answer.json());
    expect(document).toMatchObject({
      release: "Unreleased",
      sections: [{ components: [{ name: "api", version: null, entries: [{ text: "Add a map", references: [] }] }] }],
      findings: [],
    });
    await writeFile(join(folder, "model.json"), answer.stdout);
    const again = await cli("notes", "render", "--for", "chat", "--model", "model.json");
    expect([again.code, again.stdout]).toEqual([0, "Release Unreleased is out: 1 change in api.\n"]);
  });

  it("says what is wrong with a model, and what a text still needs", async () => {
    await writeFile(
      join(folder, "bad.json"),
      JSON.stringify({ format: 1, release: "1", sections: [{ components: [{}] }] }),
    );
    const bad = await cli("notes", "render", "--model", "bad.json", "--json");
    expect([bad.code, errorDocument.parse(bad.json()).error.code]).toEqual([2, "ERR_INPUT_INVALID"]);
    const blog = await cli("notes", "render", "--for", "blog", "--model", "model.json");
    expect([blog.code, blog.stderr]).toEqual([2, expect.stringContaining('notes: { blog: { author: "Acme Team" } }')]);
    const form = await cli("notes", "render", "--for", "fax", "--model", "model.json");
    expect([form.code, form.stderr]).toEqual([2, expect.stringContaining("--for must be one of github, product,")]);
  });
});

it("notes check stops at a language without a text, unless that is tolerated", async () => {
  const play = { locales: ["en-GB", "hi-IN"] };
  const write = (notes: object) =>
    writeFile(
      join(folder, "signalbox.config.json"),
      JSON.stringify({ components: [{ name: "api", repository: api }], notes }),
    );
  await write({ play });
  const stopped = await cli("notes", "check", "--json");
  const { findings } = notesFindings.parse(stopped.json());
  expect([stopped.code, findings.map(({ code, stops }) => [code, stops])]).toEqual([
    4,
    [["locale-without-text", true]],
  ]);
  await write({ play, tolerated: ["locale-without-text"] });
  const tolerated = await cli("notes", "check");
  expect([tolerated.code, tolerated.stdout]).toEqual([0, expect.stringContaining("There is no text in hi-IN.")]);
  const model = {
    format: 1,
    release: "1",
    sections: [{ components: [{ name: "Api", version: "1.1.1", entries: ["A"] }] }],
  };
  await writeFile(join(folder, "mistyped.json"), JSON.stringify(model));
  const mistyped = await cli("notes", "check", "--model", "mistyped.json");
  expect([mistyped.code, mistyped.stdout]).toEqual([4, expect.stringContaining("its tag would be v1.1.1")]);
  const none = await cli("notes", "check", "--release", "9.9.9");
  expect([none.code, none.stdout]).toEqual([4, expect.stringContaining("9.9.9 has nothing to tell of")]);
});
