import { describe, expect, it } from "vitest";
import type { ReleaseEvent } from "@signalbox/release-core";
import { itemLines } from "../../src/output/item-lines.js";
import { styleOf } from "../../src/output/style.js";

const plainStyle = styleOf(false);
const at = "2026-11-22T10:00:00.000Z";
const said = (item: string, state: string, message = ""): ReleaseEvent => ({
  type: "progress",
  kind: "install-package",
  item,
  state,
  message,
  at,
});

describe("what many servers do at once", () => {
  it("is one line each, with the last word of each and how long it takes", () => {
    let now = 0;
    const items = itemLines(() => now);
    expect(items.hear(said("api", "installing", "unpacking"))).toBe(true);
    expect(items.hear(said("processing02", "waiting"))).toBe(true);
    now = 61_000;
    items.hear(said("api", "installing", "setting up"));
    expect(items.lines(plainStyle, 10)).toEqual([
      "  api           installing setting up  61 s",
      "  processing02  waiting   61 s",
    ]);
  });

  it("leaves other events alone, and shows no more rows than there are", () => {
    const items = itemLines(() => 0);
    expect(items.hear({ type: "plan-started", kind: "install-package", at })).toBe(false);
    for (let index = 0; index < 20; index++) items.hear(said(`host${index}`, "checking"));
    expect(items.lines(plainStyle, 3)).toHaveLength(4);
    expect(items.lines(plainStyle, 3).at(-1)).toBe("  and 17 more");
  });

  it("counts those that are over instead of letting them grow old", () => {
    const items = itemLines(() => 0);
    for (const host of ["api", "web"]) items.hear(said(host, "noting"));
    const place = { kind: "install-package", target: "x", index: 1, total: 2, at };
    expect(
      items.hear({ type: "action-finished", summary: "api: installed", outcome: "done", item: "api", ...place }),
    ).toBe(false);
    expect(items.lines(plainStyle, 10)).toEqual(["  web  noting   0 s", "  1 over"]);
  });

  it("cannot be used to draw elsewhere on the terminal", () => {
    const items = itemLines(() => 0);
    items.hear(said("a\u001b[2Jb", "x\u001b[31m", "y\u0007"));
    expect(items.lines(plainStyle, 3).join("")).not.toMatch(/[\u0000-\u001f]/);
  });

  it("shows how far an upload is, where that is known", () => {
    const items = itemLines(() => 0);
    const upload = { ...said("avni.aab", "uploading", "50.0 of 200.0 MB, 90.1 MB/s"), done: 50, total: 200 };
    items.hear(upload);
    expect(items.lines(plainStyle, 5)).toEqual([
      `  avni.aab  ${"━".repeat(5)}${"╌".repeat(15)}  25 % uploading 50.0 of 200.0 MB, 90.1 MB/s  0 s`,
    ]);
  });
});
