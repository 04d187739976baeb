import { describe, expect, test } from "vitest";
import {
  type Card,
  cardEntries,
  handWrittenEntries,
  issueEntries,
  type LabelRules,
  type MergedPullRequest,
  overrideIn,
  pullRequestEntries,
  readLabelRules,
  releaseBodyEntry,
} from "../../src/index.js";

const rules = { component: "api", version: "1.0.0", webUrl: "https://github.com/acme/api" };
const request = (fields: Partial<MergedPullRequest>): MergedPullRequest => ({
  number: 1,
  title: "Add it",
  url: null,
  author: "ada",
  labels: [],
  ...fields,
});

describe("pull requests by .github/release.yml", () => {
  const labels: LabelRules = readLabelRules({
    changelog: {
      exclude: { labels: ["skip-changelog"], authors: ["dependabot"] },
      categories: [
        { title: "Breaking", labels: ["major"] },
        { title: "Features", labels: ["enhancement", "Semver-Minor"], exclude: { labels: ["internal"] } },
        { title: "Others", labels: ["*"], exclude: { authors: ["octocat"] } },
      ],
    },
  });
  test.each<[Partial<MergedPullRequest>, string]>([
    [{ labels: ["enhancement", "major"] }, "Breaking"],
    [{ labels: ["semver-minor"] }, "Features"],
    [{ labels: ["enhancement", "internal"] }, "Others"],
    [{ labels: [] }, "Others"],
    [{ author: "octocat" }, "no-category"],
    [{ labels: ["Skip-Changelog", "major"] }, "excluded-label"],
    [{ author: "dependabot[bot]" }, "excluded-author"],
  ])("%j is in %s", (fields, place) => {
    const [entry] = pullRequestEntries([request(fields)], { ...rules, labels });
    expect(entry?.why ?? entry?.kind).toBe(place);
  });

  test("without the file everything is told", () => {
    expect(pullRequestEntries([request({ title: "#3 | Add it", labels: ["x"] })], rules)).toMatchObject([
      { text: "Add it", kind: "other", labels: ["x"], references: [{ text: "#3" }], pullRequest: { number: 1 } },
    ]);
  });

  test.each([
    [{ changelog: { categories: {} } }, "changelog.categories"],
    [{ changelog: { categories: [{}] } }, "changelog.categories[0].title"],
    [{ changelog: { exclude: { labels: "x" } } }, "changelog.exclude.labels"],
    ["text", "the file"],
  ])("%j is refused", (parsed, place) => {
    expect(() => readLabelRules(parsed)).toThrow(
      expect.objectContaining({
        code: "ERR_RELEASE_YML_INVALID",
        details: expect.objectContaining({ place }) as unknown,
      }),
    );
  });

  test("an empty file is no rules", () => expect(readLabelRules(null).categories).toEqual([]));

  test("an override says it in other words, once for each change", () => {
    const body = "Words\nBEGIN_COMMIT_OVERRIDE\nfeat: one\n\nfix(ui): two\nEND_COMMIT_OVERRIDE\nfeat: not this";
    expect(pullRequestEntries([request({ body, commit: "c" })], rules)).toMatchObject([
      { kind: "feature", text: "one", source: "pull-request", commit: "c", pullRequest: { number: 1 } },
      { kind: "fix", text: "two", scope: "ui" },
    ]);
    expect(overrideIn("BEGIN_COMMIT_OVERRIDE\n \nEND_COMMIT_OVERRIDE")).toBeNull();
  });
});

test("cards have kind, labels and category, and what is not seen is hidden", () => {
  const card: Card = {
    title: " Maps ",
    url: "https://github.com/acme/api/issues/3",
    repository: "acme/api",
    number: 3,
    labels: ["Epic"],
    status: "Done",
    category: "Bug",
    archived: false,
  };
  const cards = [
    card,
    { ...card, title: null },
    { ...card, archived: true },
    { ...card, url: null, repository: null, number: null, category: null },
  ];
  const entries = cardEntries(cards, { version: null, componentOf: ({ repository }) => repository });
  expect(
    entries.map(({ text, kind, labels, references, why = null }) => [
      text,
      kind,
      labels,
      references[0]?.text ?? null,
      why,
    ]),
  ).toEqual([
    ["Maps", "fix", ["Epic", "Bug"], "acme/api#3", null],
    ["", "fix", ["Epic", "Bug"], "acme/api#3", "card-not-visible"],
    ["Maps", "fix", ["Epic", "Bug"], "acme/api#3", "card-archived"],
    ["Maps", "other", ["Epic"], null, null],
  ]);
});

test("issues of a milestone are told when they are done", () => {
  const issue = {
    number: 3,
    title: "Maps",
    url: "https://github.com/acme/api/issues/3",
    state: "closed",
    labels: ["bug"],
  } as const;
  const entries = issueEntries([issue, { ...issue, state: "open" }, { ...issue, stateReason: "not_planned" }], rules);
  expect(entries.map(({ kind, why = null }) => [kind, why])).toEqual([
    ["fix", null],
    ["fix", "issue-open"],
    ["fix", "issue-not-planned"],
  ]);
});

test("what the repository's own tool wrote is taken byte for byte", () => {
  const body = "## Changelog\r\n* 1a2b3c fix: it\n\n<br>";
  expect(releaseBodyEntry(body, { component: "api", version: "1.0.0" })).toMatchObject({
    text: body,
    source: "release-body",
  });
  expect(releaseBodyEntry(" \n", { component: "api", version: "1.0.0" })).toBeNull();
});

test("entries written by hand are Markdown: a heading for each component, a bullet for each entry", () => {
  const text =
    "# Notes\n- before any heading\n\n## API Server (v5.12.1)\nA remark.\n- fix(sync): **Faster**\n  and surer\n* #12 | Maps\r\n\n## Sidekick ##\n+ feat!: new\n";
  const entries = handWrittenEntries(text, { webUrlOf: () => "https://github.com/acme/api" });
  expect(
    entries.map(({ component, version, kind, text: words, scope = null }) => [component, version, kind, words, scope]),
  ).toEqual([
    ["API Server", "5.12.1", "fix", "**Faster**\nand surer", "sync"],
    ["API Server", "5.12.1", "other", "Maps", null],
    ["Sidekick", null, "breaking", "new", null],
  ]);
  expect(entries[1]?.references[0]?.url).toBe("https://github.com/acme/api/issues/12");
});
