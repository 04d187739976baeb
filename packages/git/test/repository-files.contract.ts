import { lstat, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import type { FileEdit, GitRepository, Oid, Repositories } from "../src/index.js";
import { git, scene, treeOfIndex, writeObject } from "./scene.js";

const ODD = ['quo"te', "bl ank/a b", "ä/Zoë.txt", "new\nline", "tab\t", "back\\slash", "-dash", ":(top)x", "*"];

/** Plain files, an executable, a link, a submodule and names that git quotes. */
const mixed = (story: History): void => {
  story.commit("main", {
    files: {
      "README.md": "# Shop\n",
      "bin/run": { content: "#!/bin/sh\n", mode: "100755" },
      "src/a.txt": "a\r\n",
      "src/deep/b.txt": "b",
      "src.txt": "beside the folder\n",
      "lib/lib/c": "c\n",
      link: { content: "README.md", mode: "120000" },
      vendor: { submodule: "1".repeat(40) },
      bytes: Buffer.from([0, 255, 13, 10, 0]),
      empty: "",
      ...Object.fromEntries(ODD.map((path, index) => [path, `odd ${index}\n`])),
    },
  });
  story.branch("prod", "main");
  story.commit("main", { files: { "README.md": "# Shop 2\n" } });
};

const text = (content: Uint8Array | null): string | null => (content === null ? null : Buffer.from(content).toString());
const bytes = (content: string): Uint8Array => new Uint8Array(Buffer.from(content));

/** What both engines must do alike with the files of commits and trees. */
export function filesContract(engine: GitRepository["engine"], repositories: (cacheDir: string) => Repositories): void {
  const opened = async (tell: (story: History) => void = mixed) => {
    const stage = await scene(tell);
    const repository = await repositories(stage.cacheDir).open(stage.url);
    return { ...stage, repository };
  };
  /** What git lists, unquoted. */
  const lsTree = async (bare: string, at: Oid): Promise<string[]> =>
    (await git(bare, "ls-tree", "-r", "-z", at)).split("\0").filter((line) => line !== "");

  describe(`${engine}: files`, () => {
    test("lists every file with its mode, in the order of git", async () => {
      const { repository, bare, oidOf } = await opened();
      const files = await repository.listFiles(oidOf("prod"));
      const shown = files.map(
        ({ mode, oid, path }) => `${mode} ${mode === "160000" ? "commit" : "blob"} ${oid}\t${path}`,
      );
      expect(shown).toEqual(await lsTree(bare, oidOf("prod")));
      const [commit] = await repository.listCommits([oidOf("prod")], [], { limit: 1 });
      expect(await repository.listFiles(commit?.tree ?? "")).toEqual(files);
    });

    test.each<[string[], string[]]>([
      [["src"], ["src/a.txt", "src/deep/b.txt"]],
      [["src/"], ["src/a.txt", "src/deep/b.txt"]],
      [
        ["src/deep", "lib"],
        ["lib/lib/c", "src/deep/b.txt"],
      ],
      [["src/a.txt", "src/a.txt"], ["src/a.txt"]],
      [["sr", "src/a", "nothing", "src/a.txt/x"], []],
      [["../x", "/src", "src//a.txt", "./src", ""].slice(0, 4), []],
      [[], []],
      [
        ["vendor", "link"],
        ["link", "vendor"],
      ],
    ])("lists %j and what is below", async (under, expected) => {
      const { repository, oidOf } = await opened();
      const files = await repository.listFiles(oidOf("prod"), { under });
      expect(files.map((file) => file.path)).toEqual(expected);
    });

    test("takes no path for a pattern or an option", async () => {
      const { repository, oidOf } = await opened();
      for (const path of ODD) {
        const files = await repository.listFiles(oidOf("prod"), { under: [path] });
        expect(files.map((file) => file.path)).toEqual([path]);
      }
    });

    test("reads contents in the order asked for, null where there is no file", async () => {
      const { repository, oidOf } = await opened();
      const paths = ["src/deep/b.txt", "gone", "src", "vendor", "link", ...ODD, "src/a.txt", "src/deep/b.txt", "../x"];
      const contents = await repository.readFiles(oidOf("prod"), paths);
      expect(contents.map(text)).toEqual([
        "b",
        null,
        null,
        null,
        "README.md",
        ...ODD.map((_, index) => `odd ${index}\n`),
        "a\r\n",
        "b",
        null,
      ]);
      expect(await repository.readFiles(oidOf("prod"), [])).toEqual([]);
      expect((await repository.readFiles(oidOf("prod"), ["bytes"]))[0]).toEqual(new Uint8Array([0, 255, 13, 10, 0]));
      expect((await repository.readFiles(oidOf("main"), ["README.md"])).map(text)).toEqual(["# Shop 2\n"]);
      contents[0]?.fill(0);
      expect((await repository.readFiles(oidOf("prod"), paths)).map(text)[0]).toBe("b");
    });

    test("reads many files at once, more than a command line holds", async () => {
      const paths = Array.from({ length: 1500 }, (_, index) => `folder/of/many/files/number-${index}.txt`);
      const { repository, oidOf } = await opened((story) => {
        story.commit("main", { files: Object.fromEntries(paths.map((path) => [path, `${path}\n`])) });
      });
      const contents = await repository.readFiles(oidOf("main"), [...paths, "gone"]);
      expect(contents.map(text)).toEqual([...paths.map((path) => `${path}\n`), null]);
      expect(await repository.listFiles(oidOf("main"), { under: paths })).toHaveLength(1500);
    });

    test("exports files as they are in the tree: modes, links, odd names, no submodules, no line ends changed", async () => {
      const { repository, root, oidOf } = await opened();
      const folder = join(root, "out");
      await mkdir(folder);
      await repository.exportFiles(oidOf("prod"), folder);
      const listed = (await repository.listFiles(oidOf("prod"))).filter((file) => file.mode !== "160000");
      const found = (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
      expect(found.sort()).toEqual(listed.map((file) => file.path).sort());
      expect(await readlink(join(folder, "link"))).toBe("README.md");
      expect(((await lstat(join(folder, "bin/run"))).mode & 0o100) !== 0).toBe(true);
      expect(((await lstat(join(folder, "src/a.txt"))).mode & 0o111) !== 0).toBe(false);
      expect(await readFile(join(folder, "src/a.txt"), "utf8")).toBe("a\r\n");
      expect(await readFile(join(folder, "bytes"))).toEqual(Buffer.from([0, 255, 13, 10, 0]));
      for (const [index, path] of ODD.entries())
        expect(await readFile(join(folder, path), "utf8")).toBe(`odd ${index}\n`);
    });

    test("exports a part", async () => {
      const { repository, root, oidOf } = await opened();
      await mkdir(join(root, "out"));
      await repository.exportFiles(oidOf("prod"), join(root, "out"), { under: ["src/deep", "empty", "gone"] });
      expect((await readdir(join(root, "out"), { recursive: true })).sort()).toEqual([
        "empty",
        "src",
        "src/deep",
        "src/deep/b.txt",
      ]);
    });

    test("exports only into an empty folder that is there", async () => {
      const { repository, root, oidOf } = await opened();
      const failure = { code: "ERR_EXPORT_FOLDER", hint: expect.any(String) as string };
      await expect(repository.exportFiles(oidOf("prod"), join(root, "none"))).rejects.toMatchObject(failure);
      await mkdir(join(root, "full"));
      await writeFile(join(root, "full", "mine"), "mine");
      await expect(repository.exportFiles(oidOf("prod"), join(root, "full"))).rejects.toMatchObject(failure);
      expect(await readdir(join(root, "full"))).toEqual(["mine"]);
    });

    /** A tree by hand: `[mode, name, id]`, names as bytes. */
    const handmade = async (bare: string, entries: readonly [string, string, Oid][]): Promise<Oid> =>
      await writeObject(
        bare,
        "tree",
        Buffer.concat(
          entries.flatMap(([mode, name, oid]) => [Buffer.from(`${mode} ${name}\0`, "latin1"), Buffer.from(oid, "hex")]),
        ),
      );
    const served = async (make: (bare: string, blob: Oid) => Promise<Oid>) => {
      const stage = await scene(mixed);
      const blob = await writeObject(stage.bare, "blob", Buffer.from("../escaped"));
      const tree = await make(stage.bare, blob);
      const commit = await git(stage.bare, "commit-tree", "-m", "by hand", tree);
      await git(stage.bare, "update-ref", "refs/heads/handmade", commit);
      const repository = await repositories(stage.cacheDir).open(stage.bare);
      const folder = join(stage.root, "inner", "out");
      await mkdir(folder, { recursive: true });
      return { ...stage, repository, commit, blob, folder };
    };

    test.each<[string, readonly [string, string][]]>([
      ["..", [["100644", ".."]]],
      [".", [["100644", "."]]],
      ["../escaped in a name", [["100644", "../escaped"]]],
      ["an absolute name", [["100644", "/tmp/escaped"]]],
      [".git", [["100644", ".git"]]],
      [".GIT below a folder", [["100644", "x/.GIT"]]],
      ["git~1", [["100644", "git~1"]]],
      [
        "a link and a folder of one name",
        [
          ["120000", "x"],
          ["100644", "x/y"],
        ],
      ],
      [
        "two files of one name",
        [
          ["100644", "x"],
          ["100755", "x"],
        ],
      ],
    ])("a tree made by hand does not lead out of the folder: %s", async (_, names) => {
      const { repository, commit, folder, root } = await served(async (bare, blob) => {
        const inner = await handmade(bare, [["100644", "y", blob]]);
        return await handmade(
          bare,
          names.map(([mode, name]): [string, string, Oid] =>
            name === "x/y" ? ["40000", "x", inner] : [mode, name, blob],
          ),
        );
      });
      const exporting = repository.exportFiles(commit, folder);
      await expect(exporting).rejects.toMatchObject({
        code: expect.stringMatching(/^ERR_EXPORT_(?:UNSAFE|FOLDER)$/) as string,
        hint: expect.any(String) as string,
      });
      expect(await readdir(join(root, "inner"))).toEqual(["out"]);
      expect((await readdir(root)).filter((name) => name.startsWith("escaped"))).toEqual([]);
    });

    test("exports names that are no UTF-8 by their bytes", async () => {
      const { repository, commit, folder } = await served((bare, blob) =>
        handmade(bare, [["100644", "caf\xe9", blob]]),
      );
      expect((await repository.listFiles(commit)).map((file) => file.path)).toEqual(["caf\ufffd"]);
      await repository.exportFiles(commit, folder);
      expect(
        (await readdir(Buffer.from(folder), { encoding: "buffer" })).map((name) => name.toString("latin1")),
      ).toEqual(["caf\xe9"]);
    });

    test("modes of very old trees are those of today", async () => {
      const { repository, commit, blob } = await served((bare, oid) =>
        handmade(bare, [
          ["100664", "old", oid],
          ["100775", "run", oid],
        ]),
      );
      expect((await repository.listFiles(commit)).map(({ mode, oid }) => [mode, oid])).toEqual([
        ["100644", blob],
        ["100755", blob],
      ]);
    });

    test("ends an export with the reason of an abort", async () => {
      const { repository, root, oidOf } = await opened();
      await mkdir(join(root, "out"));
      const abort = new AbortController();
      const exporting = repository.exportFiles(oidOf("prod"), join(root, "out"), { signal: abort.signal });
      abort.abort(new Error("enough"));
      await expect(exporting).rejects.toThrow("enough");
    });

    test("says which commit or tree is not there", async () => {
      const { repository, root } = await opened();
      const missing = { code: "ERR_OBJECT_MISSING" };
      await mkdir(join(root, "out"));
      for (const oid of ["2".repeat(40), "HEAD"]) {
        await expect(repository.listFiles(oid)).rejects.toMatchObject(missing);
        await expect(repository.readFiles(oid, ["a"])).rejects.toMatchObject(missing);
        await expect(repository.exportFiles(oid, join(root, "out"))).rejects.toMatchObject(missing);
        await expect(repository.makeTree(oid, [{ path: "a", content: bytes("a") }])).rejects.toMatchObject(missing);
        await expect(repository.readTags([oid])).rejects.toMatchObject(missing);
      }
    });
  });

  describe(`${engine}: making trees`, () => {
    const made = async (edits: readonly FileEdit[]) => {
      const stage = await opened();
      const tree = await stage.repository.makeTree(stage.oidOf("prod"), edits);
      const before = await stage.repository.listFiles(stage.oidOf("prod"));
      const after = await stage.repository.listFiles(tree);
      return { ...stage, tree, before, after };
    };

    test("changes, adds and removes; folders come and go; modes stay; git agrees about the id", async () => {
      const { repository, bare, root, tree, before, after, oidOf } = await made([
        { path: "bin/run", content: bytes("new\n") },
        { path: "src/deep/b.txt", content: null },
        { path: "lib/lib/c", content: null },
        { path: "fresh/ä b/x", content: bytes("x\n"), mode: "100755" },
        { path: "fresh.txt", content: bytes("y\n") },
        { path: "link", content: bytes("src.txt") },
        { path: "gone/already", content: null },
        { path: "README.md", content: null },
        { path: "back\\slash", content: null }, // isomorphic-git does not send it
      ]);
      const paths = new Map(after.map((file) => [file.path, file.mode]));
      expect(before.map((file) => file.path).filter((path) => !paths.has(path))).toEqual([
        "README.md",
        "back\\slash",
        "lib/lib/c",
        "src/deep/b.txt",
      ]);
      expect(paths.get("bin/run")).toBe("100755");
      expect(paths.get("fresh/ä b/x")).toBe("100755");
      expect(paths.get("fresh.txt")).toBe("100644");
      expect(paths.get("link")).toBe("120000");
      // The same files through git's own index.
      const index = join(root, "index");
      const info = after.map(({ mode, oid, path }) => `${mode} ${oid}\t${path}\0`).join("");
      expect(await treeOfIndex(bare, index, info)).toBe(tree);
      const commit = await repository.makeCommit({
        tree,
        parents: [oidOf("prod")],
        message: "Edit",
        by: { name: "A", email: "a@b.c" },
        at: 1_700_000_000,
      });
      const push = { ref: "refs/heads/edited", oid: commit, expected: null };
      expect(await repository.pushRef(push)).toEqual({ status: "done" });
      expect(await git(bare, "fsck", "--strict", "--no-dangling")).toBe("");
      expect(await git(bare, "show", `${commit}:fresh/ä b/x`)).toBe("x");
    });

    test("the same edits give the same tree, none the same as before", async () => {
      const { repository, oidOf, tree } = await made([{ path: "src/a.txt", content: bytes("1") }]);
      expect(await repository.makeTree(oidOf("prod"), [{ path: "src/a.txt", content: bytes("1") }])).toBe(tree);
      const [commit] = await repository.listCommits([oidOf("prod")], [], { limit: 1 });
      expect(await repository.makeTree(oidOf("prod"), [])).toBe(commit?.tree);
      expect(await repository.makeTree(tree, [{ path: "src/a.txt", content: bytes("a\r\n") }])).toBe(commit?.tree);
      expect(await repository.makeTree(oidOf("prod"), [{ path: "nothing/here", content: null }])).toBe(commit?.tree);
    });

    test("may end in the empty tree, and begin from it", async () => {
      const { repository, before } = await made([]);
      const none = await repository.makeTree(
        (await repository.listRefs())[0]?.commit ?? "",
        before.map(({ path }) => ({ path, content: null })),
      );
      expect(none).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
      const again = await repository.makeTree(none, [{ path: "a/b", content: bytes("b") }]);
      expect((await repository.listFiles(again)).map((file) => file.path)).toEqual(["a/b"]);
    });

    test("a folder may take the place of a removed file, and a file that of an emptied folder", async () => {
      const { after } = await made([
        { path: "empty", content: null },
        { path: "empty/now", content: bytes("x") },
        { path: "lib/lib/c", content: null },
        { path: "lib/lib", content: bytes("y") },
      ]);
      const paths = after.map((file) => file.path);
      expect(paths).toEqual(expect.arrayContaining(["empty/now", "lib/lib"]));
      expect(paths).not.toContain("lib/lib/c");
    });

    test("moves a submodule", async () => {
      const { after } = await made([{ path: "vendor", content: bytes("3".repeat(40)) }]);
      expect(after.find((file) => file.path === "vendor")).toEqual({
        path: "vendor",
        oid: "3".repeat(40),
        mode: "160000",
      });
    });

    test.each<[string, Partial<FileEdit>]>([
      ["", {}],
      ["/etc/passwd", {}],
      ["../x", {}],
      ["a/../b", {}],
      ["a/./b", {}],
      ["a//b", {}],
      ["a/", {}],
      [".git/config", {}],
      ["x/.GIT/hooks/y", {}],
      ["x/git~1", {}],
      ["x/.git. ", {}],
      ["x/.g\u200cit", {}],
      ["nul\0", {}],
      ["README.md/x", {}],
      ["src", {}],
      ["src", { content: null }],
      ["vendor", { content: bytes("no commit") }],
      ["vendor/x", {}],
    ])("refuses to edit %j", async (path, edit) => {
      const { repository, oidOf } = await opened();
      await expect(repository.makeTree(oidOf("prod"), [{ path, content: bytes("x"), ...edit }])).rejects.toMatchObject({
        code: "ERR_EDIT_INVALID",
        hint: expect.any(String) as string,
        details: { path },
      });
    });

    test("refuses one path twice, and a path below another", async () => {
      const { repository, oidOf } = await opened();
      const twice = ["n", "n"].map((path) => ({ path, content: bytes("x") }));
      const below = ["n", "n/m"].map((path) => ({ path, content: bytes("x") }));
      for (const edits of [twice, below, [...below].reverse()])
        await expect(repository.makeTree(oidOf("prod"), edits)).rejects.toMatchObject({ code: "ERR_EDIT_INVALID" });
    });
  });
}
