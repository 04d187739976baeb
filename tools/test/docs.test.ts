import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const skipped = new Set(["node_modules", "dist", "coverage", "fixtures", "golden"]);

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name) && !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return pagesIn(path);
      return entry.name.endsWith(".md") && entry.name !== "CHANGELOG.md" ? [relative(root, path)] : [];
    });
}

const pages = pagesIn(root);
const read = (page: string): string => readFileSync(join(root, page), "utf8");
/** Blocks of code and inline code hold no links. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
/** The anchor that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map((match) => anchorOf(match[1] ?? ""));

function brokenLinks(page: string): string[] {
  const links = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(root, join(root, dirname(page), path));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !(target.endsWith(".md") && anchorsOf(target).includes(anchor));
  });
}

describe("links lead somewhere", () => {
  it.each(pages)("%s", (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it("notices a page that is not there", () => {
    expect(pages.length).toBeGreaterThan(5);
    expect(existsSync(join(root, "docs/no-such-page.md"))).toBe(false);
  });
});

describe("an example in a page is the file that is type-checked", () => {
  const examples = pages.flatMap((page) =>
    [...read(page).matchAll(/<!-- (docs\/examples\/\S+) -->\s+```ts\n([\s\S]*?)^```/gm)].map(
      (match) => [page, match[1] ?? "", match[2] ?? ""] as const,
    ),
  );

  it.each(examples)("%s shows %s", (_page, file, text) => {
    expect(text).toBe(read(file));
  });

  it("is shown by the kernel's README", () => {
    expect(examples.map(([page]) => page)).toContain("packages/release-core/README.md");
  });
});

describe("a package's README", () => {
  const packages = readdirSync(join(root, "packages")).filter((name) =>
    statSync(join(root, "packages", name)).isDirectory(),
  );

  it.each(packages)("of %s is there and short", (name) => {
    const lines = read(`packages/${name}/README.md`).split("\n").length;
    expect(lines).toBeGreaterThan(5);
    expect(lines).toBeLessThanOrEqual(81);
  });
});
