import { describe, expect, it } from "vitest";
import { actionsIn } from "../src/documents.js";
import { outputsOf } from "../src/outputs.js";
import { escaped, summaryOf } from "../src/summary.js";

const line = (type: string, outcome: string, result: object = {}, more: object = {}) => ({
  action: { type, summary: `${type} it`, ...more },
  outcome,
  result,
});
const receipt = (...applied: object[]) => ({ format: 1, kind: "x", target: "acme/api", applied });
const plan = { format: 1, kind: "x", target: "acme/api", actions: [{ type: "push-branch", summary: "push prod" }] };

describe("actions", () => {
  it.each([
    { name: "of one plan", document: plan, found: [["push-branch", null]] },
    {
      name: "of several",
      document: { format: 1, plans: [plan, plan] },
      found: [
        ["push-branch", null],
        ["push-branch", null],
      ],
    },
    { name: "of a receipt", document: receipt(line("a", "done")), found: [["a", "done"]] },
    {
      name: "of receipts, and not of the plans behind them",
      document: { plans: [plan], receipts: [receipt(line("a", "already"))] },
      found: [["a", "already"]],
    },
    {
      name: "of the steps of a train",
      document: { steps: [{ plan }, { receipt: receipt(line("b", "done")) }] },
      found: [["b", "done"]],
    },
    { name: "of nothing", document: null, found: [] },
  ])("$name", ({ document, found }) => {
    expect(actionsIn(document).map(({ type, outcome }) => [type, outcome])).toEqual(found);
  });
});

describe("outputs", () => {
  const NONE = { release_created: "false", tag_name: "", version: "", prs_created: "false", html_url: "" };

  it.each([
    {
      name: "of a published release",
      document: receipt(line("publish-release", "done", { url: "https://x/r" }, { tag: "v1.2.0" })),
      outputs: {
        release_created: "true",
        releases_created: "true",
        tag_name: "v1.2.0",
        version: "1.2.0",
        html_url: "https://x/r",
      },
    },
    {
      name: "of one that was out already",
      document: receipt(line("publish-release", "already", {}, { tag: "v1.2.0" })),
      outputs: { ...NONE, tag_name: "v1.2.0", version: "1.2.0" },
    },
    {
      name: "of a draft",
      document: receipt(line("create-draft", "done", { url: "u" }, { tag: "api-1.2" })),
      outputs: { ...NONE, tag_name: "api-1.2", version: "1.2", html_url: "u" },
    },
    {
      name: "of a tag",
      document: receipt(line("push-tag", "done", {}, { ref: "refs/tags/v2.0.0-rc.1" })),
      outputs: { ...NONE, tag_name: "v2.0.0-rc.1", version: "2.0.0-rc.1" },
    },
    {
      name: "of a pull request",
      document: receipt(line("open-pull-request", "done", { url: "https://x/p" })),
      outputs: { ...NONE, prs_created: "true", html_url: "https://x/p" },
    },
    { name: "of what failed", document: receipt(line("publish-release", "failed", {}, { tag: "v1" })), outputs: NONE },
    { name: "of a plan", document: plan, outputs: NONE },
  ])("$name", ({ document, outputs }) => {
    expect(outputsOf({ exitCode: 0, stdout: "{}" }, document)).toMatchObject(outputs);
  });

  it("leave out a document that no job could hold", () => {
    expect(outputsOf({ exitCode: 0, stdout: "x".repeat(600_000) }, null).json).toBe("");
  });
});

describe("the summary", () => {
  it("is a table of what was planned or done", () => {
    expect(summaryOf("promote dev test", 0, plan)).toContain("| acme/api | push prod | planned |");
    expect(summaryOf("x", 3, { error: { code: "ERR_X", message: "No <b>", hint: "Do." } })).toContain(
      "ERR\\_X: No &lt;b&gt; Do.",
    );
  });

  it.each([
    ["a | b\nc", "a \\| b c"],
    ["<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"],
    ["[click](https://evil.example) @team #1 `x`", "\\[click\\]\\(https&#8203;://evil.example\\) \\@team \\#1 \\`x\\`"],
    ["🚂 \\*", "🚂 \\\\\\*"],
  ])("keeps %s as text", (text, shown) => expect(escaped(text)).toBe(shown));

  it("says how many rows it leaves out", () => {
    const actions = Array.from({ length: 501 }, () => ({ type: "a", summary: "s" }));
    expect(summaryOf("x", 0, { ...plan, actions })).toContain("And 1 more.");
  });
});
