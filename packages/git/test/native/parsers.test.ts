import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isReleaseError } from "@signalbox/release-core";
import { translateRemoteFailure } from "../../src/native/git-errors.js";
import { parseObjects } from "../../src/native/cat-file.js";
import { readGitVersion } from "../../src/native/find-native-git.js";
import { parseListing } from "../../src/native/list-files.js";
import { commitReader } from "../../src/native/parse-commits.js";
import { logReader } from "../../src/native/parse-log.js";
import { parseMergeTree } from "../../src/native/parse-merge-tree.js";
import { progressReader } from "../../src/native/parse-progress.js";
import { parsePush, remoteWords } from "../../src/native/parse-push.js";
import { parseRawChanges } from "../../src/native/parse-raw.js";

describe("what git says", () => {
  test("a log is read whole however the output is cut", () => {
    const [a, b, c] = ["a".repeat(40), "b".repeat(40), "c".repeat(40)];
    const records = [
      [
        a,
        `${b} ${c}`,
        "Zoë",
        "z@x",
        "2024-01-01T00:00:00Z",
        "1704067200",
        "Ünicode | <subject>",
        "Body 🚂\n\nFixes: #1\n",
      ],
      [b, c, "", "", "2024-01-01T02:00:00+02:00", "1704067201", "", ""],
    ];
    const bytes = Buffer.from(records.map((fields) => `${fields.join("\0")}\0`).join(""));
    const whole = logReader()(bytes);
    expect(whole.map(({ commit, parents, body, date }) => [commit, parents, body, date])).toEqual([
      [a, [b, c], "Body 🚂\n\nFixes: #1", "2024-01-01T00:00:00+00:00"],
      [b, [c], "", "2024-01-01T02:00:00+02:00"],
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const feed = logReader();
        const ends = [...cuts].sort((one, other) => one - other);
        const read = [0, ...ends].flatMap((start, index) => feed(bytes.subarray(start, ends[index] ?? bytes.length)));
        expect(read).toEqual(whole);
      }),
    );
  });

  test("commits are read whole however the output is cut", () => {
    const records = [
      [
        "<",
        "a".repeat(40),
        "b".repeat(40),
        `${"c".repeat(40)} ${"d".repeat(40)}`,
        "Zoë",
        "z@x",
        "2024-01-01T00:00:00Z",
        "1704067200",
        "Ünicode | <subject>",
      ],
      ["=", "e".repeat(40), "b".repeat(40), "", "", "", "2024-01-01T02:00:00+02:00", "1704067201", ""],
    ];
    const bytes = Buffer.from(records.map((fields) => `${fields.join("\0")}\0`).join(""));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const read: { mark: string; subject: string; parents: readonly string[]; date: string }[] = [];
        const feed = commitReader((commit) => read.push(commit));
        const ends = [...cuts].sort((a, b) => a - b);
        [0, ...ends].forEach((start, index) => feed(bytes.subarray(start, ends[index] ?? bytes.length)));
        expect(read.map(({ mark, subject }) => [mark, subject])).toEqual([
          ["<", "Ünicode | <subject>"],
          ["=", ""],
        ]);
        expect(read.map((commit) => commit.parents.length)).toEqual([2, 0]);
        expect(read[0]?.date).toBe("2024-01-01T00:00:00+00:00");
      }),
    );
  });

  const stage = (mode: string, oid: string, number: number, path: string): string =>
    `${mode} ${oid.repeat(40)} ${number}\t${path}`;
  test.each([
    ["CONFLICT (rename/delete)", "CONFLICT (rename/delete): a renamed to b in x, but deleted in y.", "rename"],
    ["CONFLICT (rename/rename)", "…", "rename"],
    ["CONFLICT (directory rename suggested)", "…", "rename"],
    ["CONFLICT (file/directory)", "…", "add-add"],
    ["CONFLICT (submodule lacks merge base)", "…", "submodule"],
    ["CONFLICT (distinct modes)", "…", "mode"],
    ["CONFLICT (contents)", "CONFLICT (add/add): Merge conflict in a", "add-add"],
    ["CONFLICT (contents)", "CONFLICT (content): Merge conflict in a", "content"],
    ["CONFLICT (contents)", "CONFLICT (content): Merge conflict in a (rename/delete) binary", "content"],
  ])("%s is the kind %#", (type, text, kind) => {
    const output = [
      "f".repeat(40),
      stage("100644", "1", 2, "a"),
      stage("100644", "2", 3, "a"),
      "",
      "1",
      "a",
      type,
      text,
      "",
    ].join("\0");
    const partial = "f".repeat(40);
    expect(parseMergeTree(output, false)).toEqual({ tree: null, conflicts: [{ path: "a", kind }], partial });
  });

  test("a file that is in the way of a folder, but nowhere in the end, is no conflict beside others", () => {
    const told = (path: string, type: string): string[] => ["1", path, type, "\u2026"];
    const messages = [...told("lib~x", "CONFLICT (file/directory)"), ...told("a", "CONFLICT (modify/delete)"), ""];
    const output = (path: string): string =>
      ["f".repeat(40), stage("100644", "1", 1, "a"), stage("100644", "2", 3, path), "", ...messages].join("\0");
    const pathsOf = (text: string): string[] => parseMergeTree(text, false).conflicts.map((each) => each.path);
    expect(pathsOf(output("a"))).toEqual(["a"]);
    expect(pathsOf(output("lib~x"))).toEqual(["a", "lib~x"]);
    expect(parseMergeTree(`${"f".repeat(40)}\0`, true)).toEqual({ tree: "f".repeat(40), conflicts: [], partial: null });
  });

  test("a path that is only staged, without a word about it, is a conflict as well", () => {
    const output = ["f".repeat(40), stage("100644", "1", 2, "odd\tname"), "", ""].join("\0");
    expect(parseMergeTree(output, false).conflicts).toEqual([{ path: "odd\tname", kind: "content" }]);
  });

  test.each([
    ["*\tabc:refs/heads/x\t[new branch]", "*"],
    [" \tabc:refs/heads/x\t1..2", " "],
    ["=\tabc:refs/heads/x\t[up to date]", "="],
    ["!\tabc:refs/heads/x\t[rejected] (stale info)", "!"],
  ])("the push status %j", (line, flag) => {
    expect(parsePush(`To http://x\n${line}\nDone\n`, "refs/heads/x")?.flag).toBe(flag);
    expect(parsePush(`To http://x\n${line}\nDone\n`, "refs/heads/y")).toBeNull();
  });

  test("a hook's own words are kept, progress is not", () => {
    expect(remoteWords("remote: Resolving deltas: 100% (1/1)\rremote: prod is protected        \nTo x\n")).toBe(
      "prod is protected",
    );
  });

  test("raw changes of commits and of tree pairs", () => {
    const [a, b] = ["a".repeat(40), "b".repeat(40)];
    const change = `:100644 100755 ${a} ${b} M\0dir/ü\nx\0`;
    expect(parseRawChanges(`\0<${a}\0\0${change}`)).toMatchObject([
      { mark: "<", oid: a, changes: [{ path: "dir/ü\nx", status: "M" }] },
    ]);
    expect(parseRawChanges(`${a} ${b}\n${change}`)).toMatchObject([
      { oid: a, changes: [{ newMode: "100755", oldOid: a }] },
    ]);
  });

  test("progress once a percent", () => {
    const seen: unknown[] = [];
    const feed = progressReader((progress) => seen.push(progress));
    feed("remote: Counting objects:   1% (1/100)\rremote: Counting obj");
    feed("ects:   1% (1/100)\rReceiving objects: 100% (9/9), done.\n");
    expect(seen).toEqual([
      { message: "Counting objects", done: 1, total: 100 },
      { message: "Receiving objects", done: 9, total: 9 },
    ]);
  });

  test.each([
    ["fatal: could not read Username for 'https://x': terminal prompts disabled", "ERR_REMOTE_AUTH"],
    ["git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.", "ERR_REMOTE_AUTH"],
    ["Host key verification failed.\nfatal: Could not read from remote repository.", "ERR_REMOTE_AUTH"],
    ["fatal: repository 'http://x/y.git/' not found", "ERR_REPOSITORY_NOT_FOUND"],
    ["remote: Repository not found.\nfatal: repository 'x' not found", "ERR_REPOSITORY_NOT_FOUND"],
    ["fatal: unable to access 'http://x/': Could not resolve host: x", "ERR_REMOTE_UNREACHABLE"],
    [
      "ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read from remote repository.",
      "ERR_REMOTE_UNREACHABLE",
    ],
    [
      "ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.",
      "ERR_REMOTE_UNREACHABLE",
    ],
    [
      "fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate",
      "ERR_REMOTE_UNREACHABLE",
    ],
    ["error: RPC failed; HTTP 502 curl 22\nfatal: the remote end hung up unexpectedly", "ERR_REMOTE_UNREACHABLE"],
    ["fatal: something new", "ERR_GIT_FAILED"],
  ])("%j", (stderr, code) => {
    expect(translateRemoteFailure("https://u:p@x/y", "fetch", 128, stderr).code).toBe(code);
  });

  test("no error shows a password", () => {
    const error = translateRemoteFailure(
      "https://u:hunter2@x/y",
      "fetch",
      128,
      "fatal: unable to access 'https://u:hunter2@x/y': boom",
    );
    expect(isReleaseError(error)).toBe(true);
    expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain("hunter2");
  });

  test("objects are cut out of a batch by their sizes, and a missing one is known by its whole name", () => {
    const oid = "a".repeat(40);
    const names = [oid, `${oid}:odd\nname missing`, `${oid}:x`];
    const output = Buffer.from(`${oid} blob 5\na\nb\0c\n${names[1]} missing\n${oid} tree 0\n\n`, "latin1");
    expect(parseObjects(output, names)).toEqual([
      { oid, type: "blob", content: Buffer.from("a\nb\0c") },
      null,
      { oid, type: "tree", content: Buffer.alloc(0) },
    ]);
    expect(() => parseObjects(Buffer.from("fatal: what\n"), [oid])).toThrow(/cat-file/);
  });

  test("a listing of files leaves folders out and keeps every byte of a path", () => {
    const oid = "a".repeat(40);
    const output = [`100644 blob ${oid}\todd\t\nname`, `040000 tree ${oid}\tfolder`, `160000 commit ${oid}\tlib`, ""];
    expect(parseListing(output.join("\0"))).toEqual([
      { path: "odd\t\nname", oid, mode: "100644" },
      { path: "lib", oid, mode: "160000" },
    ]);
    expect(parseListing("")).toEqual([]);
  });

  test.each([
    ["git version 2.39.5", "2.39.5"],
    ["git version 2.39.5 (Apple Git-154)", "2.39.5"],
    ["git version 2.47.0.windows.1", "2.47.0"],
    ["hub version 1", null],
  ])("%s", (line, version) => expect(readGitVersion(line)).toBe(version));
});
