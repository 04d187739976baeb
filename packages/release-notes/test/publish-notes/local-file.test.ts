import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories } from "@signalbox/git";
import { converges } from "@signalbox/testbed";
import { expect, onTestFinished, test } from "vitest";
import { localFiles } from "../../src/publish-notes/local-files.js";
import { publishNotes } from "../../src/publish-notes/publish-notes.js";
import { LAYOUT_A } from "../page/pages.js";

async function page(content: string | Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), "notes-file-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "item.md");
  await writeFile(file, content, { mode: 0o640 });
  const repositories = nativeRepositories({ cacheDir: join(folder, "cache"), env: {} });
  const files = localFiles();
  const publish = publishNotes({ repositories, identity: { name: "x", email: "x@example.org" }, files });
  return { folder, file, files, publish };
}

const wish = (file: string, entry = "Grüße") => ({
  file,
  date: "2019-12-11",
  environment: "Production",
  components: [{ name: "API Server", entries: [entry] }],
});

test("a plain file gets its entry and keeps its mode, its name and every other byte", async () => {
  const { folder, file, publish } = await page(LAYOUT_A);
  const link = join(folder, "link.md");
  await symlink(file, link);
  await converges(publish, wish(link));
  expect(await readFile(file, "utf8")).toBe(LAYOUT_A.replace("in two lines\n", "in two lines\n- Grüße\n"));
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  expect((await readdir(folder)).sort()).toEqual(["item.md", "link.md"]);
});

test("a page that is no UTF-8 keeps its bytes, and the entry is UTF-8", async () => {
  const bytes = Buffer.concat([Buffer.from(LAYOUT_A), Buffer.from([0xe9, 0xff, 0x0a])]);
  const { file, publish } = await page(bytes);
  await converges(publish, wish(file));
  const after = await readFile(file);
  expect(after.subarray(-3)).toEqual(Buffer.from([0xe9, 0xff, 0x0a]));
  expect(after.includes(Buffer.from("- Grüße\n"))).toBe(true);
});

test("the file changed after the plan: inserted anew where its week is the same, else the plan is stale", async () => {
  const { file, publish } = await page(LAYOUT_A);
  const plan = await publish.plan(wish(file));
  await writeFile(file, LAYOUT_A.replace("Uses less", "Uses no"));
  expect((await publish.apply(plan)).applied).toMatchObject([{ outcome: "done" }]);
  expect(await readFile(file, "utf8")).toMatch(/Grüße[^]*Uses no/);
  const next = await publish.plan(wish(file, "More"));
  await writeFile(file, LAYOUT_A.replace("Monitoring", "Watching"));
  await expect(publish.apply(next)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
});

test("a file that is not there is a problem, and a folder an error with a hint", async () => {
  const { folder, publish } = await page(LAYOUT_A);
  expect(await publish.plan(wish(join(folder, "never.md")))).toMatchObject({
    problems: [{ code: "ERR_NOTES_PAGE_MISSING" }],
  });
  await expect(publish.plan(wish(folder))).rejects.toMatchObject({
    code: "ERR_NOTES_FILE",
    hint: expect.any(String) as string,
  });
});
