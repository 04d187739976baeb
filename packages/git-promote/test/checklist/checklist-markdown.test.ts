import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChecklistItem, checklistMarkdown, tickedItems, withChecklist } from "../../src/index.js";

const item = (fields: Partial<ChecklistItem> = {}): ChecklistItem => ({
  id: "a6bd5bb096",
  commit: "a6bd5bb096".padEnd(40, "0"),
  subject: "Update modemd",
  author: "Cam",
  ask: "Cam",
  date: "2024-09-17T09:00:00+12:00",
  commits: [],
  ...fields,
});
const pins = [
  { family: "tc2", name: "modemd", from: "1.1.0", to: "1.0.0", direction: "down" as const, file: "tc2/modemd.sls" },
];

describe("the checklist as Markdown", () => {
  test("has an item a change, with versions and whom to ask", () => {
    const text = checklistMarkdown({
      checklist: [item({ pullRequest: { number: 12, branch: "cam/modemd" }, pins }), item({ id: "b".repeat(10) })],
      pins,
    });
    expect(text).toBe(
      [
        "<!-- signalbox:checklist -->",
        "### Each change, and whom to ask",
        "",
        "- [ ] #12 Update modemd (modemd 1.1.0 → 1.0.0), ask Cam <!-- a6bd5bb096 -->",
        "- [ ] Update modemd, ask Cam <!-- bbbbbbbbbb -->",
        "",
        "### Versions",
        "",
        "| package | from | to | |",
        "| --- | --- | --- | --- |",
        "| tc2/modemd | 1.1.0 | 1.0.0 | **down** |",
        "<!-- /signalbox:checklist -->",
      ].join("\n"),
    );
  });

  test("keeps what was ticked, and every byte outside its marks", () => {
    const body = `Intro\r\n\n${checklistMarkdown({ checklist: [item(), item({ id: "c".repeat(10) })] })}\n\nOutro`;
    const ticked = body.replace("- [ ] Update", "- [x] Update");
    const next = withChecklist(ticked, { checklist: [item({ id: "d".repeat(10) }), item()] });
    expect(next.startsWith("Intro\r\n\n<!-- signalbox")).toBe(true);
    expect(next.endsWith("-->\n\nOutro")).toBe(true);
    expect([...tickedItems(next)]).toEqual(["a6bd5bb096"]);
    expect(withChecklist(next, { checklist: [item({ id: "d".repeat(10) }), item()] })).toBe(next);
  });

  test("goes to the end of a text that has none", () => {
    expect(withChecklist("Intro\n", { checklist: [] })).toMatch(/^Intro\n\n<!-- signalbox/);
    expect(withChecklist("", { checklist: [] })).toMatch(/^<!-- signalbox/);
  });

  test.each([
    ["<!-- /signalbox:checklist -->", "\\<!-- /signalbox:checklist --\\>"],
    ["@everyone fixes #1", "@\u2060everyone fixes #\u20601"],
    ["a | b\nc", "a \\| b c"],
    ["[x](javascript:1) `rm` *b* <img src=x>", "\\[x\\](javascript:1) \\`rm\\` \\*b\\* \\<img src=x\\>"],
  ])("shows %o as plain text", (subject, shown) => {
    expect(checklistMarkdown({ checklist: [item({ subject })] })).toContain(`- [ ] ${shown}, ask Cam <!--`);
  });

  test("no subject ends the block, adds an item or ticks one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (subject, ask) => {
        const body = withChecklist("", { checklist: [item({ subject, ask }), item({ id: "e".repeat(10) })] });
        expect(body.match(/^- \[[ x]\] /gm)).toHaveLength(2);
        expect(tickedItems(body).size).toBe(0);
        expect(withChecklist(body, { checklist: [item({ subject, ask }), item({ id: "e".repeat(10) })] })).toBe(body);
      }),
    );
  });
});
