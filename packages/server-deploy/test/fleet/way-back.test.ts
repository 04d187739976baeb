import { describe, expect, test } from "vitest";
import { wayBackOf } from "../../src/fleet/way-back.js";
import { findTarget } from "../../src/rollback-package/find-target.js";
import { hostFacts, sha } from "../support/host-facts.js";

const note = (version: string, digest: string) => ({
  version,
  sha256: sha(digest),
  fileName: "x.deb",
  transactionId: "t",
});
const kept = (version: string | null, digest: string) => ({ version, sha256: sha(digest), path: `/store/${digest}` });
const installed = (version: string) => ({ version, architecture: "all", state: "ii", isWhole: true });

describe("wayBackOf", () => {
  test.each([
    ["nothing was there", {}, null, { kind: "remove" }],
    ["nobody has it", { installed: installed("1.0") }, null, { kind: "unavailable" }],
    [
      "we installed it",
      { installed: installed("1.0"), notes: [note("1.0", "a")], kept: [kept("1.0", "a")] },
      null,
      { kind: "kept", version: "1.0", sha256: sha("a"), path: "/store/a" },
    ],
    [
      "another content of the same version is no way back",
      { installed: installed("1.0"), notes: [note("1.0", "a")], kept: [kept("1.0", "b")] },
      null,
      { kind: "unavailable" },
    ],
    [
      "apt has it in its cache",
      { installed: installed("1.0"), kept: [kept("0.9", "a"), kept("1.0", "b")] },
      null,
      { kind: "kept", version: "1.0", sha256: sha("b"), path: "/store/b" },
    ],
    [
      "somebody installed another version since our note",
      { installed: installed("1.1"), notes: [note("1.0", "a")], kept: [kept("1.0", "a")] },
      null,
      { kind: "unavailable" },
    ],
    [
      "what is installed is what an attempt left half done",
      {
        installed: { ...installed("1.1"), isWhole: false },
        notes: [note("1.0", "a")],
        kept: [kept("1.0", "a"), kept("1.1", "b")],
      },
      null,
      { kind: "kept", version: "1.0", sha256: sha("a"), path: "/store/a" },
    ],
    [
      "what is installed is what an attempt left that nobody saw the end of",
      { installed: installed("1.1"), notes: [note("1.0", "a")], kept: [kept("1.0", "a")], interrupted: sha("0") },
      null,
      { kind: "kept", version: "1.0", sha256: sha("a"), path: "/store/a" },
    ],
    [
      "the caller has a copy",
      { installed: installed("1.0") },
      { version: "1.0", sha256: sha("c") },
      { kind: "sent", version: "1.0", sha256: sha("c") },
    ],
    [
      "the copy is of another version",
      { installed: installed("1.0") },
      { version: "0.9", sha256: sha("c") },
      { kind: "unavailable" },
    ],
  ] as const)("%s", (_, facts, copy, expected) => {
    expect(wayBackOf(hostFacts(facts), copy)).toEqual(expected);
  });
});

describe("findTarget", () => {
  const notes = [note("1.0", "a"), note("1.1", "b"), note("1.0", "a"), note("1.2", "c"), note("1.2", "d")];
  const copy = { version: "1.1", sha256: sha("e") };
  test.each([
    ["what was there before", { from: "1.2", files: [kept(null, "a"), kept(null, "c")] }, "1.0 /store/a"],
    ["the version asked for", { from: "1.2", to: "1.1", files: [kept("1.0", "a"), kept("1.1", "b")] }, "1.1 /store/b"],
    ["nothing is kept", { from: "1.2" }, null],
    ["the caller's copy", { from: "1.2", copy }, "1.1 null"],
    ["a copy of another version than asked for", { from: "1.2", to: "1.0", copy }, null],
    ["a copy of the version to leave", { from: "1.2", copy: { ...copy, version: "1.2" } }, null],
  ])("%s", (_, { files = [], copy: given = null, ...wish }: FindCase, expected) => {
    const target = findTarget({ notes, kept: files }, wish, given);
    expect(target && `${target.version} ${target.path}`).toBe(expected);
  });
});

interface FindCase {
  readonly from: string;
  readonly to?: string;
  readonly files?: readonly ReturnType<typeof kept>[];
  readonly copy?: { readonly version: string; readonly sha256: string } | null;
}
