import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, it } from "vitest";
import { GITHUB_MOST_CHARACTERS } from "../../src/render/github/fit-release-text.js";
import { renderGitHubRelease } from "../../src/render/github/render-github-release.js";
import { renderMarkdownHistory } from "../../src/render/markdown/render-markdown.js";
import { renderProductNotes } from "../../src/render/product/render-product-notes.js";
import { componentOf, entryOf, modelOf } from "./models.js";

const long = componentOf(
  "avni-server",
  Array.from({ length: 3_000 }, (_, index) => entryOf(`${index} ${"word ".repeat(12)}`)),
);

it("is cut before an entry, and says how many are missing and where they are", () => {
  const url = "https://github.com/avniproject/avni-server/compare/v16.10.0...v16.11.0";
  const { text, findings } = renderGitHubRelease(modelOf([long]), { allChangesUrl: url });
  expect(text.length).toBeLessThanOrEqual(GITHUB_MOST_CHARACTERS);
  expect(text.length).toBeGreaterThan(GITHUB_MOST_CHARACTERS - 200);
  const shown = text.match(/^- /gm)?.length ?? 0;
  expect(
    text.endsWith(
      `\n\n**Cut here**: ${3_000 - shown} of 3000 changes do not fit into the text of a release on GitHub. [All of them](${url}).\n`,
    ),
  ).toBe(true);
  expect(findings).toMatchObject([{ code: "text-cut" }]);
});

it("keeps the list of components when the product's notes are cut", () => {
  const { text } = renderProductNotes(modelOf([long, componentOf("avni-webapp", ["One"])]));
  expect(text.length).toBeLessThanOrEqual(GITHUB_MOST_CHARACTERS);
  expect(text).toMatch(/\*\*Cut here\*\*: \d+ of 3001 [^\n]+\n\n## Component releases\n\n- \[avni-server v16\.11\.0\]/);
});

it("leaves what the repository's own tool wrote as it is, also its headings", () => {
  const body = "# Changelog\n\n* 0d7e2c1 Fix @team's #12\n";
  const model = modelOf([componentOf("modemd", [entryOf(body, { source: "release-body" })])]);
  expect(renderGitHubRelease(model).text).toBe(body);
});

it("says that nothing is to tell where everything is hidden", () => {
  const model = modelOf([componentOf("api", [entryOf("chore", { hidden: true, why: "type-chore" })])]);
  expect(renderGitHubRelease(model)).toEqual({ text: "No changes to tell of.\n", findings: [] });
});

it("writes a history release by release, each before the next is read", async () => {
  const read: string[] = [];
  async function* history() {
    for (const version of [null, "1.1.0", "1.0.0"]) {
      read.push(`read ${version}`);
      yield { ...componentOf("api", ["One"], { version }), date: version === null ? null : "2026-10-29T08:00:00.000Z" };
    }
  }
  let text = "";
  for await (const piece of renderMarkdownHistory(history())) {
    read.push("wrote");
    text += piece;
  }
  expect(read).toEqual(["read null", "wrote", "read 1.1.0", "wrote", "read 1.0.0", "wrote"]);
  expect(text).toMatch(/^## Unreleased\n\n- One\n\n## \[v1\.1\.0\]\(https:[^)]+\) \(2026-10-29\)\n\n- One\n\n## /);
  expect(fromMarkdown(text).children.map(({ type }) => type)).toEqual([
    "heading",
    "list",
    "heading",
    "list",
    "heading",
    "list",
  ]);
});
