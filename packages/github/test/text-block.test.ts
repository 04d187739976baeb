import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTextBlock, textBlock, withTextBlock } from "../src/index.js";

describe("a block in a text of people", () => {
  it("is written at the end, and replaced where it is", () => {
    const first = withTextBlock("Thanks to Rosa.\n", "notes", "- a\n- b");
    expect(first).toBe(`Thanks to Rosa.\n\n${textBlock("notes", "- a\n- b")}\n`);
    const second = withTextBlock(`${first}\nSee the blog.\n`, "notes", "- c");
    expect(second).toBe(`Thanks to Rosa.\n\n${textBlock("notes", "- c")}\n\nSee the blog.\n`);
  });

  it.each([
    ["no block", "plain text", null],
    ["a block of another name", textBlock("checklist", "x"), null],
    ["an end without a beginning", "<!-- /signalbox:notes -->", null],
    ["a beginning without an end", "<!-- signalbox:notes -->\nold", null],
    [
      "one without a fingerprint",
      "<!-- signalbox:notes -->\nold\n<!-- /signalbox:notes -->",
      { text: "old", isEdited: null },
    ],
    ["one as it was written", textBlock("notes", "old"), { text: "old", isEdited: false }],
    [
      "one from GitHub's editor",
      textBlock("notes", "a\nb").replaceAll("\n", "\r\n"),
      { text: "a\nb", isEdited: false },
    ],
    ["one that was edited", textBlock("notes", "old").replace("old", "new"), { text: "new", isEdited: true }],
  ])("%s", (_, body, expected) => {
    const found = findTextBlock(body, "notes");
    expect(found && { text: found.text, isEdited: found.isEdited }).toEqual(expected);
  });

  it("takes no text of people with it where a mark lost its other half", () => {
    const broken = `<!-- signalbox:notes -->\nmine\n${textBlock("notes", "old")}`;
    expect(withTextBlock(broken, "notes", "new")).toBe(`<!-- signalbox:notes -->\nmine\n${textBlock("notes", "new")}`);
  });

  it("holds whatever text, changes nothing around it, and says the same when it is written again", () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom("<!-- signalbox:notes -->", "<!-- /signalbox:notes -->", "\r\n", "🎉"),
      ),
    );
    fc.assert(
      fc.property(words, words, fc.string({ unit: "grapheme" }), (inside, new_, around) => {
        const before = around.replaceAll("<!--", "").trimEnd();
        const once = withTextBlock(before, "notes", inside.join(""));
        const found = findTextBlock(once, "notes");
        expect(found?.isEdited).toBe(false);
        expect(withTextBlock(once, "notes", inside.join(""))).toBe(once);
        const twice = withTextBlock(once, "notes", new_.join(""));
        expect(twice.slice(0, found?.start)).toBe(once.slice(0, found?.start));
        expect(twice.endsWith(once.slice(found?.end))).toBe(true);
      }),
    );
    // Slow is not wrong on a shared machine.
  }, 30_000);
});
