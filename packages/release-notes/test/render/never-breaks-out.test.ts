import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { frontMatter } from "../../src/render/blog/front-matter.js";
import { renderDocsEntries } from "../../src/render/docs/render-docs.js";
import { renderHtml } from "../../src/render/html/render-html.js";
import { renderMarkdown } from "../../src/render/markdown/render-markdown.js";
import { fitPlayText } from "../../src/render/play/fit-play-text.js";
import { renderPlayNotes } from "../../src/render/play/render-play-notes.js";
import { escapeMarkdown } from "../../src/render/text/escape-markdown.js";
import { oneLine } from "../../src/render/text/one-line.js";
import { safeUrl } from "../../src/render/text/safe-url.js";
import { componentOf, entryOf, modelOf } from "./models.js";

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(nodesOf)];
const wordsOf = (node: Node): string =>
  nodesOf(node)
    .flatMap(({ value }) => value ?? [])
    .join("");

const RUNS = process.env["EXHAUSTIVE"] === undefined ? 60 : 1_000;

/** Everything that means something somewhere, and pieces of real attacks. */
const pieces = fc.constantFrom(
  ..."\\`*_{}[]()#+-.!|<>&~=:@\"'$%^/?,;0123 \n\r\t".split(""),
  ..."``,~~~,```,---,***,<!--,-->,<script>,</ul>,&lt;,&#60;,](,![,[x]: ,javascript:alert(1),https://a.b/c_d(e),<http://x>".split(
    ",",
  ),
  ..."1. |\u2028|\u202e|\u2067|\ud83d|👩‍👩‍👧|שלום|é|@team|#12|GH-3|a/b#4|    |word".split("|"),
);
const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);

describe("text from outside", () => {
  it("reads in Markdown as it was, and is nothing but words, code and addresses", () => {
    fc.assert(
      fc.property(text, (given) => {
        const item = fromMarkdown(renderDocsEntries([entryOf(given)])) as Node;
        const kinds = new Set(nodesOf(item).map(({ type }) => type));
        for (const expected of ["root", "list", "listItem", "paragraph", "text", "inlineCode", "link"])
          kinds.delete(expected);
        expect([...kinds]).toEqual([]);
        expect([item.children?.length, item.children?.[0]?.children?.length]).toEqual([1, 1]);
        const read = wordsOf(item)
          .replaceAll("\u200b", "")
          .replace(/[`\s]+/g, "");
        expect(read).toBe(oneLine(given) === "" ? "(notext)" : oneLine(given).replace(/[`\s]+/g, ""));
      }),
      { numRuns: RUNS },
    );
  });

  it("keeps as many releases, components and entries as there are", () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 4 }), (name, entries) => {
        const model = modelOf([componentOf(name, entries), componentOf("other", ["one"])], { release: "1.0.0" });
        const tree = fromMarkdown(renderMarkdown(model)) as Node;
        const kinds = (tree.children ?? []).map(({ type }) => type);
        expect(kinds).toEqual(["heading", "heading", "list", "heading", "list"]);
        expect(tree.children?.[2]?.children).toHaveLength(entries.length);
      }),
      { numRuns: RUNS },
    );
  });

  it("pings nobody and links to no number on GitHub", () => {
    fc.assert(
      fc.property(text, (given) => {
        const written = escapeMarkdown(given, { pings: "broken" }).replace(
          /(`+)(?!`).*?[^`]\1(?!`)|<https?:[^>]*>/g,
          "`", // what stood around it did not stand together
        );
        expect(written).not.toMatch(/(?<![\w`])@[a-z0-9]|(?<!&)#\d|\bGH-\d/i);
      }),
      { numRuns: RUNS },
    );
  });

  it("never becomes an element or an address of another scheme in HTML", () => {
    const known =
      /^<\/?(?:section|h[1-6]|ul|ol|li|p|a|code|pre|strong|em|br|hr|blockquote)(?: (?:href|title|class|dir|start)="[^"<>]*")*(?: \/)?>$/;
    fc.assert(
      fc.property(text, fc.constantFrom("commit", "file", "release-body"), (given, source) => {
        const html = renderHtml(modelOf([componentOf("a", [entryOf(given, { source })])]));
        for (const [element] of html.matchAll(/<[^>]*>/g))
          expect(element.replace(/^<img src="(?:https?:[^"]*)?"[^<>]*>$/, "<br>")).toMatch(known);
        for (const [, url] of html.matchAll(/(?:href|src)="([^"]*)"/g))
          expect(url).not.toMatch(/^\s*(?:javascript|data|vbscript|file):/i);
      }),
      { numRuns: RUNS },
    );
  });

  it("stays in its field of the front matter", () => {
    fc.assert(
      fc.property(text, (given) => {
        const lines = frontMatter([["title", given]]).split("\n");
        expect([lines.length, lines[0], lines[2], lines[3]]).toEqual([4, "---", "---", ""]);
        const value = (lines[1] ?? "").slice("title: ".length);
        expect(value.startsWith('"') ? JSON.parse(value) : value).toBe(oneLine(given));
      }),
    );
  });
});

it("takes 10,000 characters without growing slow or short", () => {
  for (const part of ["``` `", "[", "a_ ~", "https://", "@a#1 ", "<!--&amp"]) {
    const long = part.repeat(Math.ceil(10_000 / part.length));
    const read = wordsOf(fromMarkdown(renderDocsEntries([entryOf(long)])));
    expect(read.replace(/[`\s]/g, "").length).toBeGreaterThanOrEqual(long.replace(/[`\s]/g, "").length);
  }
});

describe("Google Play", () => {
  it("gets at most 500 characters, by both ways of counting, the link whole at the end", () => {
    const link = "https://github.com/avniproject/avni-product/releases/tag/v16.11.0";
    const lines = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 700 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(lines, (parts) => {
        const cut = fitPlayText(parts.join("\n"), link);
        expect([...cut].length).toBeLessThanOrEqual(500);
        expect(cut.length).toBeLessThanOrEqual(500);
        expect(cut.endsWith(`\n${link}`)).toBe(true);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: RUNS },
    );
  });

  it("takes 500 characters as they are, and cuts 501", () => {
    const play = (length: number) =>
      renderPlayNotes(modelOf([]), { locales: ["en-GB"], texts: { "en-GB": "x".repeat(length) } });
    expect(play(500)).toEqual({ notes: { "en-GB": "x".repeat(500) }, findings: [] });
    expect(play(501).notes["en-GB"]).toBe(`${"x".repeat(499)}…`);
    expect(play(501).findings).toMatchObject([{ code: "text-cut" }]);
  });

  it("says which language has no text, and which text has no language", () => {
    const { notes, findings } = renderPlayNotes(modelOf([]), { locales: ["en-GB", "hi-IN"], texts: { "hi-in": "x" } });
    expect(notes).toEqual({});
    expect(findings.map(({ code, message }) => [code, message.match(/\b[a-z]{2}-\w\w\b/i)?.[0]])).toEqual([
      ["locale-without-text", "en-GB"],
      ["locale-without-text", "hi-IN"],
      ["locale-not-listed", "hi-in"],
    ]);
  });
});

it.each([
  ["https://github.com/a/b", "https://github.com/a/b"],
  ["https://a.b/x)y(z", "https://a.b/x%29y%28z"],
  ['https://a.b/"><script>', "https://a.b/%22%3E%3Cscript%3E"],
  ["mailto:a@b.org", "mailto:a@b.org"],
  ["javascript:alert(1)", null],
  [" JaVaScRiPt:alert(1)", null],
  ["data:text/html,x", null],
  ["issues/12", null],
  [null, null],
])("the address %s is %s", (given, safe) => {
  expect(safeUrl(given)).toBe(safe);
});

it("a plain address is as the parser of addresses would write it", () => {
  const host = fc.stringMatching(
    /^(?:[a-z\d-]{1,6}|xn--[a-z]{2}|\d{1,3}|0x[\da-f]{1,2})(?:\.(?:[a-z\d-]{1,6}|\d{1,3})){1,3}$/,
  );
  const path = fc.stringMatching(/^(?:\/[\w~.-]{1,6}){1,4}$/);
  fc.assert(
    fc.property(host, path, (name, rest) => {
      const given = `https://${name}${rest}`;
      expect(safeUrl(given)).toBe(URL.canParse(given) ? new URL(given).href : null);
    }),
    { numRuns: RUNS * 10 },
  );
});
